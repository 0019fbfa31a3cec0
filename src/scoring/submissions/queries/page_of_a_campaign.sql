-- The first page of a campaign's submissions, for someone who reads everywhere: $1 is the campaign.
-- A test holds this text to what the service sends.
SELECT
"submissions"."id", "submissions"."campaign_id", "submissions"."set_id", "submissions"."unit_id",
"submissions"."period", "submissions"."state", "submissions"."revision", "submissions"."self_total",
"submissions"."appraised_total", "submissions"."published_score", "submissions"."values_given",
"submissions"."values_appraised", "submissions"."sent_at", "submissions"."appraised_at",
"submissions"."authors", "submissions"."version",
(SELECT version FROM directory_versions)
FROM "submissions"
WHERE (((false OR true) OR submissions.state = 'published') AND ("submissions"."campaign_id" = $1))
ORDER BY "submissions"."id" ASC, "submissions"."id" ASC
LIMIT 51;
