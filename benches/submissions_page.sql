-- 1,000 units, 10 campaigns and 10 months: 100,000 submissions, all sent and appraised.

INSERT INTO units (id, code, name_vi, kind, level, provenance, created_at, updated_at)
SELECT gen_random_uuid(), 'BENCH-' || n, 'Đơn vị đo tốc độ số ' || n, 'office', 'commune', 'unconfirmed', now(), now() FROM generate_series(1, 1000) n;

INSERT INTO accounts (id, username, kind, display_name, created_at, updated_at)
VALUES (gen_random_uuid(), 'bench.sender', 'service', 'Đo tốc độ', now(), now());

INSERT INTO campaigns (id, code, name_vi, theme_vi, form, year, organiser_id, standing_agency_id, state, created_at, updated_at)
SELECT gen_random_uuid(), 'BENCH-' || n, 'Phong trào thi đua đo tốc độ số ' || n, 'đo tốc độ', 'thematic', 2023, u.id, u.id, 'draft', now(), now()
FROM generate_series(1, 10) n, units u WHERE u.code = 'BENCH-1';
UPDATE campaigns SET state = 'running', proposal_number = '1', proposed_on = '2023-01-01', issued_on = '2023-01-02', launched_on = '2023-01-02';

INSERT INTO indicator_sets (id, code, title_vi, basis_vi, kind, level, max_points, effective_from, provenance, state, created_at, updated_at)
VALUES (gen_random_uuid(), 'BENCH', 'Bộ chỉ số đo tốc độ', 'Không có', 'custom', 'any', 100, '2023-01-01', 'confirmed', 'draft', now(), now());

-- In the order of their ids, as a year of work leaves them.
INSERT INTO submissions (id, campaign_id, set_id, unit_id, period, state, revision, self_total, appraised_total, values_given,
                         values_appraised, sent_at, sent_by, appraised_at, appraised_by, created_at, updated_at)
SELECT gen_random_uuid(), c.id, i.id, u.id, '2023-' || lpad(m::text, 2, '0'), 'appraised', 1, round((random() * 100)::numeric, 2),
       round((random() * 100)::numeric, 2), 20, 20, now(), a.id, now(), a.id, now(), now()
FROM campaigns c, indicator_sets i, units u, generate_series(1, 10) m, accounts a WHERE a.username = 'bench.sender';
