//! The policy: which role may do what. One total function; a permission that it does not answer for
//! does not compile.

use super::roles::Permission as P;
use super::roles::Role::{
    self, Admin, Auditor, Decider, Public, ReportingClient, SignedIn, StandingAgency, UnitHead, UnitOfficer,
};

/// The roles that hold a permission. A role that is not named does not hold it.
pub const fn holders(permission: P) -> &'static [Role] {
    match permission {
        P::ReadOwnAccount => &[SignedIn],
        P::ManageAccounts => &[Admin],
        P::ReadJournal => &[Admin, Auditor],

        P::ReadUnits | P::ReadIndicatorSets | P::ReadPolicies => &[Public],
        P::WriteUnits => &[Admin],

        P::ReadCampaigns | P::ReadAwardDecisions => &[Public, Admin, StandingAgency, Decider, Auditor],
        P::DraftCampaigns | P::RunCampaigns => &[StandingAgency],
        P::IssueCampaigns => &[Decider],

        P::WriteIndicatorSets => &[Admin, StandingAgency],
        P::ActivateIndicatorSets => &[Admin],
        P::ReadSubmissions => &[Public, StandingAgency, Decider, UnitHead, UnitOfficer, ReportingClient, Auditor],
        P::ReadRankings => &[Public, StandingAgency, Decider, Auditor],
        P::WriteSubmissions => &[UnitHead, UnitOfficer, ReportingClient],
        P::SendSubmissions => &[UnitHead],
        P::AppraiseSubmissions => &[StandingAgency],
        P::ReadPublications => &[Public],
        P::PublishScores => &[Decider],

        P::ReadStatistics => &[Public],
        P::WriteStatistics => &[StandingAgency, ReportingClient],

        P::ReadNominations => &[StandingAgency, Decider, UnitHead, UnitOfficer, Auditor],
        P::WriteNominations => &[UnitHead, UnitOfficer],
        P::SubmitNominations => &[UnitHead],
        P::AppraiseNominations => &[StandingAgency],
        P::DraftAwardDecisions => &[StandingAgency],
        P::SignAwardDecisions => &[Decider],
    }
}

/// Whether a permission is over what belongs to no unit: accounts, the journal, the sets that measure
/// all. A role over one unit or one campaign does not carry it, or it would reach beyond itself.
pub const fn only_everywhere(permission: P) -> bool {
    matches!(permission, P::ManageAccounts | P::ReadJournal | P::ActivateIndicatorSets)
}

/// Whether a role holds a permission.
pub fn grants(role: Role, permission: P) -> bool {
    holders(permission).contains(&role)
}
