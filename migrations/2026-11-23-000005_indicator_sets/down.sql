DROP TABLE indicator_sets, indicators CASCADE;
DROP FUNCTION refuse_frozen_set, refuse_frozen_indicators, check_points_add_up;
