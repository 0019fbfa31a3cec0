//! Changes to a campaign as clients write them (RFC 7396): what is absent stays.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::campaigns::content::{Criterion, Domain, LegalBase, Milestone, ParticipantIn};
use crate::campaigns::model::CampaignForm;
use crate::platform::{patch, text};
use crate::registry::units::UnitRef;

/// Declares a patch that can replace each list of the content, beside fields of its own. A nested struct would
/// change what clients send, and a flattened one could not refuse unknown fields.
macro_rules! content_patch {
    ($(#[$meta:meta])* pub struct $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        pub struct $name {
            $($own)*
            /// All base lines.
            #[serde(default, deserialize_with = "patch::present")]
            #[validate(length(max = 100), nested)]
            #[schema(nullable = false, max_items = 100)]
            pub legal_bases: Option<Vec<LegalBase>>,
            /// All dates.
            #[serde(default, deserialize_with = "patch::present")]
            #[validate(length(max = 8), nested)]
            #[schema(nullable = false, max_items = 8)]
            pub milestones: Option<Vec<Milestone>>,
            /// All domains with their tasks.
            #[serde(default, deserialize_with = "patch::present")]
            #[validate(length(max = 50), nested)]
            #[schema(nullable = false, max_items = 50)]
            pub domains: Option<Vec<Domain>>,
            /// All criteria.
            #[serde(default, deserialize_with = "patch::present")]
            #[validate(length(max = 50), nested)]
            #[schema(nullable = false, max_items = 50)]
            pub criteria: Option<Vec<Criterion>>,
            /// All units that take part.
            #[serde(default, deserialize_with = "patch::present")]
            #[validate(length(max = 1000), nested)]
            #[schema(nullable = false, max_items = 1000)]
            pub participants: Option<Vec<ParticipantIn>>,
        }
    };
}

content_patch! {
    /// Changes to a draft (RFC 7396): what is absent stays; a list that is given replaces the whole list.
    #[derive(Debug, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[schema(example = json!({"motto_vi": null, "milestones": [{"code": "dossier_due", "precision": "before", "on": "2023-12-30"}]}))]
    pub struct CampaignPatch {
        /// The code.
        #[serde(default, deserialize_with = "patch::present")]
        #[validate(custom(function = "text::code"))]
        #[schema(nullable = false, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._-]{1,64}$")]
        pub code: Option<String>,
        /// The name.
        #[serde(default, deserialize_with = "text::nfc_present")]
        #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
        #[schema(nullable = false, min_length = 1, max_length = 500, pattern = r"\S")]
        pub name_vi: Option<String>,
        /// The name in English; null clears it.
        #[serde(default, deserialize_with = "text::nfc_patch")]
        #[validate(length(min = 1, max = 500), custom(function = "text::plain"))]
        #[schema(value_type = Option<String>, min_length = 1, max_length = 500, pattern = r"\S")]
        pub name_en: Option<Option<String>>,
        /// The theme.
        #[serde(default, deserialize_with = "text::nfc_present")]
        #[validate(length(min = 1, max = 300), custom(function = "text::plain"))]
        #[schema(nullable = false, min_length = 1, max_length = 300, pattern = r"\S")]
        pub theme_vi: Option<String>,
        /// The motto; null clears it.
        #[serde(default, deserialize_with = "text::nfc_patch")]
        #[validate(length(min = 1, max = 1000), custom(function = "text::plain"))]
        #[schema(value_type = Option<String>, min_length = 1, max_length = 1000, pattern = r"\S")]
        pub motto_vi: Option<Option<String>>,
        /// The form.
        #[serde(default, deserialize_with = "patch::present")]
        #[schema(nullable = false)]
        pub form: Option<CampaignForm>,
        /// The year whose work counts.
        #[serde(default, deserialize_with = "patch::present")]
        #[validate(range(min = 1945, max = 2200))]
        #[schema(nullable = false, minimum = 1945, maximum = 2200)]
        pub year: Option<i32>,
        /// The unit that organises it; it must be within reach.
        #[serde(default, deserialize_with = "patch::present")]
        #[schema(nullable = false)]
        pub organiser: Option<UnitRef>,
        /// The unit that leads and appraises.
        #[serde(default, deserialize_with = "patch::present")]
        #[schema(nullable = false)]
        pub standing_agency: Option<UnitRef>,
    }
}

content_patch! {
    /// Changes to the content (RFC 7396): what is absent stays; a list that is given replaces the whole list.
    #[derive(Debug, Default, Deserialize, Validate, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[schema(min_properties = 1, example = json!({"milestones": [{"code": "dossier_due", "precision": "before", "on": "2024-01-10"}]}))]
    pub struct ContentPatch {}
}

impl ContentPatch {
    /// The lists that it replaces.
    pub fn parts(&self) -> Vec<&'static str> {
        let given = [
            ("legal_bases", self.legal_bases.is_some()),
            ("milestones", self.milestones.is_some()),
            ("domains", self.domains.is_some()),
            ("criteria", self.criteria.is_some()),
            ("participants", self.participants.is_some()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(part, _)| part).collect()
    }
}
