DROP TABLE accounts, account_secrets, grants, sessions, refresh_tokens, signing_keys CASCADE;
