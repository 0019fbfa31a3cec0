DROP TABLE campaign_awardings, campaigns, campaign_editions, campaign_legal_bases, campaign_milestones, campaign_domains, campaign_tasks, campaign_criteria, campaign_rules, campaign_participants CASCADE;
DROP FUNCTION refuse_cancellation_of_awarded, refuse_issued_identity, refuse_issued_content;
