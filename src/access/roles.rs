//! Roles, and permissions as types.

use crate::text_enum;

text_enum! {
    /// What someone is to a unit. `public` and `signed_in` are held by everyone who asks; the others
    /// are granted over a unit and its subtree.
    pub enum Role {
        /// Keeps accounts, units and indicator sets (quản trị hệ thống).
        Admin = "admin",
        /// Leads, monitors and appraises (cơ quan thường trực; in 2023 Phòng Nội vụ).
        StandingAgency = "standing_agency",
        /// Decides and signs (người có thẩm quyền quyết định; in 2023 the district Chairman).
        Decider = "decider",
        /// Answers for a unit (thủ trưởng cơ quan, đơn vị).
        UnitHead = "unit_head",
        /// Works for a unit (chuyên viên).
        UnitOfficer = "unit_officer",
        /// Reads everything but changes nothing (thanh tra, kiểm toán).
        Auditor = "auditor",
        /// A system that reports for units (hệ thống báo cáo).
        ReportingClient = "reporting_client",
        /// Whoever has signed in, whatever else they are.
        SignedIn = "signed_in",
        /// Whoever asks, signed in or not (công chúng).
        Public = "public",
    }
}

impl Role {
    /// Whether it is one of an office that campaigns are run from: what units hand in for a campaign is its
    /// business, wherever they stand in the tree. Other roles see to their own unit.
    pub const fn is_of_an_office(self) -> bool {
        matches!(self, Self::StandingAgency | Self::Decider | Self::Auditor)
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $scope:literal,)+) => {
        /// What may be done, each the subject of one line of the policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($(#[$doc])* $name,)+ }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The scope that stands for it in tokens and in the contract.
            pub const fn scope(self) -> &'static str {
                match self { $(Self::$name => $scope,)+ }
            }
        }

        /// Permissions as types: `Permit<may::SignAwardDecisions>` is the proof of one.
        pub mod may {
            use super::{May, Permission};
            $(
                $(#[$doc])*
                pub struct $name;
                impl May for $name {
                    const PERMISSION: Permission = Permission::$name;
                }
            )+
        }
    };
}

/// A permission as a type.
pub trait May: 'static {
    /// The permission that the type stands for.
    const PERMISSION: Permission;
}

permissions! {
    /// Read one's own account.
    ReadOwnAccount = "me:read",
    /// Make accounts, give and end roles, rotate secrets.
    ManageAccounts = "accounts:manage",
    /// Read the journal of changes.
    ReadJournal = "journal:read",
    /// Read units.
    ReadUnits = "units:read",
    /// Add and change units.
    WriteUnits = "units:write",
    /// Read campaigns; drafts only with a role over the organiser.
    ReadCampaigns = "campaigns:read",
    /// Draw up and propose a campaign.
    DraftCampaigns = "campaigns:draft",
    /// Issue, amend or cancel a campaign.
    IssueCampaigns = "campaigns:issue",
    /// Launch a campaign and lead it to its conclusion.
    RunCampaigns = "campaigns:run",
    /// Read indicator sets.
    ReadIndicatorSets = "indicator_sets:read",
    /// Draw up indicator sets.
    WriteIndicatorSets = "indicator_sets:write",
    /// Bring indicator sets into force for all, and retire them.
    ActivateIndicatorSets = "indicator_sets:activate",
    /// Read submissions; of other units only the published ones.
    ReadSubmissions = "submissions:read",
    /// Open a submission and fill in its values.
    WriteSubmissions = "submissions:write",
    /// Send a unit's submission, and explain it.
    SendSubmissions = "submissions:send",
    /// Appraise submissions.
    AppraiseSubmissions = "submissions:appraise",
    /// Read publications of scores.
    ReadPublications = "publications:read",
    /// Publish scores by decision.
    PublishScores = "publications:write",
    /// Read rankings; before publication only with a role over the organiser.
    ReadRankings = "rankings:read",
    /// Read one-stop-shop statistics.
    ReadStatistics = "statistics:read",
    /// Push one-stop-shop statistics.
    WriteStatistics = "statistics:write",
    /// Read award policies, base salaries and bonuses.
    ReadPolicies = "award_policies:read",
    /// Read nominations.
    ReadNominations = "nominations:read",
    /// Draw up nominations.
    WriteNominations = "nominations:write",
    /// Submit and withdraw a unit's nominations.
    SubmitNominations = "nominations:submit",
    /// Receive, return and appraise nominations.
    AppraiseNominations = "nominations:appraise",
    /// Read award decisions; drafts only with a role over the organiser.
    ReadAwardDecisions = "award_decisions:read",
    /// Draft award decisions.
    DraftAwardDecisions = "award_decisions:draft",
    /// Sign award decisions and revoke awards.
    SignAwardDecisions = "award_decisions:sign",
}
