//! Making and changing a mapping profile.

use std::rc::Rc;

use api_types::mapping::{MappingProfile, NewMappingProfile};
use api_types::problem::FieldError;
use patternfly_yew::prelude::{Card, CardBody, CardTitle};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api::collection::Versioned;
use crate::api::mapping_profiles;
use crate::components::edit_page::{EditPage, new_page};
use crate::components::editor::Editor;
use crate::components::fields::{Fields, Kind};
use crate::components::route_link::{self, RouteLink};
use crate::form::settings::{self, Entries, Entry, Setting};
use crate::form::texts::Reader;
use crate::form::{Field, FormState, Model, use_form};
use crate::i18n::{Text, t};
use crate::route::Route;

/// Its protocol, which cannot be changed later.
const FORMAT: &[Setting] = &[Setting::new(
    "/format",
    Text::FormatLabel,
    Text::FormatHelp,
    Entry::Choice(&[
        ("cxml", Text::FormatCxml),
        ("oci", Text::FormatOci),
        ("punchout2go", Text::FormatPunchout2go),
    ]),
)];

/// What can be changed here. Its mappings have an editor of their own.
const SETTINGS: &[Setting] = &[Setting::new(
    "/based_on",
    Text::BasedOnLabel,
    Text::BasedOnHelp,
    Entry::Thing("/mapping-profiles"),
)];

fn all() -> impl Iterator<Item = &'static Setting> {
    FORMAT.iter().chain(SETTINGS)
}

/// The fields of a mapping profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct ProfileForm {
    name: String,
    #[serde(flatten)]
    more: Entries,
}

impl ProfileForm {
    fn empty() -> Self {
        let profile = serde_json::to_value(NewMappingProfile::default()).unwrap_or_default();
        Self {
            name: String::new(),
            more: settings::read(all(), &profile),
        }
    }
}

impl Model for ProfileForm {
    type Resource = MappingProfile;
    type Input = Map<String, Value>;

    const FIELDS: &'static [Field] = &[Field::plain("/name", Text::NameLabel).required()];

    fn name(resource: &MappingProfile) -> String {
        resource.name.clone()
    }

    fn of(profile: &MappingProfile) -> Self {
        let resource = serde_json::to_value(profile).unwrap_or_default();
        Self {
            name: profile.name.clone(),
            more: settings::read(all(), &resource),
        }
    }

    fn input(&self) -> Result<Self::Input, Vec<FieldError>> {
        let mut read = Reader::default();
        let mut input = Map::new();
        input.insert("name".to_owned(), read.required("/name", &self.name).into());
        read.note(settings::write(all(), &self.more, &mut input));
        read.finish(input)
    }

    fn field(pointer: &str) -> Option<Field> {
        let settings = all().map(|setting| &setting.field);
        let mut fields = Self::FIELDS.iter().chain(settings);
        fields.find(|field| field.pointer == pointer).copied()
    }
}

/// The form for a new mapping profile.
pub(crate) fn new_mapping_profile_page() -> Html {
    new_page(
        Route::MappingProfiles,
        Text::MappingProfilesTitle,
        Text::MappingProfileNewTitle,
        html! { <ProfileEditor /> },
    )
}

/// The form for changing a mapping profile.
pub(crate) fn edit_mapping_profile_page(id: Uuid) -> Html {
    let editor = Callback::from(|profile: Rc<Versioned<MappingProfile>>| {
        let id = profile.resource.id;
        html! { <><ProfileEditor {profile} />{ more(id) }</> }
    });
    html! {
        <EditPage<ProfileForm>
            collection={mapping_profiles::collection()}
            key={id.to_string()}
            {id}
            list={Route::MappingProfiles}
            list_label={Text::MappingProfilesTitle}
            kind={Text::MappingProfileLabel}
            {editor}
        />
    }
}

/// What else there is of a mapping profile, on pages of its own.
fn more(id: Uuid) -> Html {
    html! {
        <Card>
            <CardTitle component="h2">{ t(Text::ProfileMoreTitle) }</CardTitle>
            <CardBody>
                <ul class="pg-plain-list">
                    { for tools(id).into_iter().map(|(to, label, testid)| html! {
                        <li><RouteLink {to} {testid}>{ t(label) }</RouteLink></li>
                    }) }
                </ul>
            </CardBody>
        </Card>
    }
}

/// The pages that belong to a mapping profile.
pub(super) const fn tools(id: Uuid) -> [(Route, Text, &'static str); 3] {
    [
        (
            Route::ProfileMapping { id },
            Text::MappingTitle,
            "profile-mapping",
        ),
        (
            Route::ProfileUnits { id },
            Text::UnitTableTitle,
            "profile-units",
        ),
        (
            Route::ProfileClassifications { id },
            Text::ClassTableTitle,
            "profile-classifications",
        ),
    ]
}

#[derive(PartialEq, Properties)]
struct ProfileEditorProperties {
    /// The profile to change.
    #[prop_or_default]
    profile: Option<Rc<Versioned<MappingProfile>>>,
}

#[component]
fn ProfileEditor(properties: &ProfileEditorProperties) -> Html {
    let profile = properties.profile.as_deref();
    let form =
        use_form(|| profile.map_or_else(|| FormState::new(ProfileForm::empty()), FormState::of));
    let navigator = use_navigator();
    let is_new = profile.is_none();
    let onsaved = Callback::from(move |id| {
        // A new one says nothing before it has mappings.
        let next = if is_new {
            Route::ProfileMapping { id }
        } else {
            Route::MappingProfiles
        };
        if let Some(navigator) = &navigator {
            route_link::go(navigator, &next, &Vec::new());
        }
    });
    let fields = Fields {
        form: &form,
        prefix: "profile",
    };
    let shown = FORMAT.iter().filter(|_| profile.is_none()).chain(SETTINGS);
    html! {
        <Editor<ProfileForm>
            form={form.clone()}
            prefix="profile"
            collection={mapping_profiles::collection()}
            existing={profile.map(|profile| profile.resource.id)}
            cancel={Route::MappingProfiles}
            {onsaved}
        >
            { fields.text("/name", Kind::Plain, |form| &mut form.name) }
            { for shown.map(|setting| fields.setting(setting, |form| &mut form.more)) }
        </Editor<ProfileForm>>
    }
}

#[cfg(test)]
mod tests {
    use api_types::connection::Format;

    use super::*;

    #[test]
    fn a_profile_is_what_the_api_takes() {
        let mut form = ProfileForm::empty();
        assert_eq!(form.input().unwrap_err().len(), 1);
        form.name = "Ariba".to_owned();
        form.more.insert("/format".to_owned(), "oci".to_owned());
        let input = Value::Object(form.input().unwrap());
        let input: NewMappingProfile = serde_json::from_value(input).unwrap();
        assert_eq!((input.name.as_str(), input.format), ("Ariba", Format::Oci));
    }
}
