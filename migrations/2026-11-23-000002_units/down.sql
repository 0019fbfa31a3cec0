DROP TABLE units CASCADE; DROP FUNCTION refuse_unit_cycle;
