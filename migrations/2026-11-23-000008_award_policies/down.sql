DROP TABLE award_policies, award_rates, base_salaries, grant_authorities CASCADE;
