-- Accounts, what they may do, and how they prove who they are.

CREATE TABLE accounts (
    id              uuid PRIMARY KEY,
    username        text NOT NULL CONSTRAINT accounts_username_once UNIQUE CONSTRAINT accounts_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    kind            text NOT NULL CONSTRAINT accounts_kind_known CHECK (kind IN ('person', 'service')),
    display_name    text NOT NULL CONSTRAINT accounts_display_name_given CHECK (btrim(display_name) <> '') CONSTRAINT accounts_display_name_bounded CHECK (char_length(display_name) <= 200),
    unit_id         uuid CONSTRAINT accounts_unit_known REFERENCES units (id),
    password_hash   text,
    failed_attempts integer NOT NULL DEFAULT 0,
    locked_until    timestamptz,
    disabled_at     timestamptz,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT accounts_username_not_the_service CHECK (username <> 'thidua'),
    CONSTRAINT accounts_password_for_people CHECK (kind = 'person' OR password_hash IS NULL)
);
COMMENT ON TABLE accounts IS 'People, who sign in with a password, and services, which use client credentials.';
COMMENT ON CONSTRAINT accounts_username_not_the_service ON accounts IS 'The name under which the journal keeps what the service does by itself.';
COMMENT ON COLUMN accounts.unit_id IS 'The unit the account belongs to: who may not appraise what this unit submitted.';

CREATE TABLE account_secrets (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    secret_hash text NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz
);
COMMENT ON TABLE account_secrets IS 'Client secrets of service accounts (Argon2id); two may live at once, for rotation.';
CREATE INDEX account_secrets_account ON account_secrets (account_id);

CREATE TABLE grants (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL CONSTRAINT grants_account_known REFERENCES accounts (id),
    role        text NOT NULL CONSTRAINT grants_role_known CHECK (role IN (
                    'admin', 'standing_agency', 'decider', 'unit_head', 'unit_officer', 'auditor', 'reporting_client')),
    unit_id     uuid CONSTRAINT grants_unit_known REFERENCES units (id),
    campaign_id uuid CONSTRAINT grants_campaign_known REFERENCES campaigns (id),
    valid_from  date NOT NULL,
    valid_to    date,
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT grants_validity_order CHECK (valid_from <= valid_to),
    CONSTRAINT grants_over_a_unit CHECK (unit_id IS NOT NULL OR role IN ('admin', 'auditor'))
);
COMMENT ON TABLE grants IS 'Roles of accounts over a unit and its subtree, for one campaign or all, from one day to another.';
COMMENT ON COLUMN grants.unit_id IS 'Null, for admin and auditor only: everywhere.';
COMMENT ON COLUMN grants.valid_to IS 'Last day, included; null: until ended.';
CREATE INDEX grants_account ON grants (account_id);

CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);
COMMENT ON TABLE sessions IS 'Sign-ins. Ending one revokes its access and refresh tokens.';
CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE refresh_tokens (
    hash       bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id),
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
COMMENT ON TABLE refresh_tokens IS 'SHA-256 of refresh tokens. Each is used once; one used again ends its session.';
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
    kid        text PRIMARY KEY,
    private    bytea NOT NULL,
    public     jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
);
COMMENT ON TABLE signing_keys IS 'Ed25519 keys of our token issuer, shared by all instances. The newest that is not retired signs.';
