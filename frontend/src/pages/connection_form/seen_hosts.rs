//! Hosts that setups named, to be taken over into the list of allowed ones.

use uuid::Uuid;
use yew::prelude::*;

use super::model::ConnectionForm;
use crate::api::connections;
use crate::components::button::{Button, Look};
use crate::form::Form;
use crate::form::texts::entries;
use crate::i18n::{Text, fill, t};
use crate::load::use_load;

/// Properties of [`SeenHosts`].
#[derive(PartialEq, Properties)]
pub(super) struct SeenHostsProperties {
    /// The connection.
    pub(super) id: Uuid,
    /// Its form.
    pub(super) form: Form<ConnectionForm>,
}

/// Hosts that buyers return to and that are not allowed yet, each with a button that adds it to the list; nothing where there are none.
#[component]
pub(super) fn SeenHosts(properties: &SeenHostsProperties) -> Html {
    let activity = use_load(properties.id, |client, id| async move {
        connections::activity(&client, id).await
    });
    let listed = &properties.form.now().allowed_return_hosts;
    let seen = activity
        .load
        .data()
        .map(|activity| activity.return_hosts.as_slice());
    let missing: Vec<_> = seen
        .into_iter()
        .flatten()
        .filter(|seen| !seen.allowed)
        .map(|seen| seen.host.as_str())
        .filter(|host| entries(listed).iter().all(|entry| entry != host))
        .collect();
    if missing.is_empty() {
        return html! {};
    }
    html! {
        <div class="pg-actions" data-testid="seen-hosts">
            <span>{ t(Text::SeenHostsTitle) }</span>
            { for missing.into_iter().map(|host| {
                let longer = with_entry(listed, host);
                let set = properties.form.setter(|form: &mut ConnectionForm| &mut form.allowed_return_hosts);
                html! {
                    <Button
                        key={host.to_owned()}
                        label={fill(Text::SeenHostAdd, &[("host", host)])}
                        look={Look::Link}
                        onclick={set.reform(move |_| longer.clone())}
                        testid="seen-host"
                    />
                }
            }) }
        </div>
    }
}

/// A list of one entry a line with one more.
fn with_entry(list: &str, entry: &str) -> String {
    let mut lines = entries(list);
    lines.push(entry.to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_added_on_a_line_of_its_own() {
        assert_eq!(with_entry("", "a"), "a");
        assert_eq!(with_entry("a\n", "b"), "a\nb");
    }
}
