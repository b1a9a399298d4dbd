//! The log as a file.

use api_types::transaction::{ExportFormat, TransactionExport, TransactionQuery};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Failure, transactions};
use crate::browser;
use crate::components::button::Button;
use crate::components::check_field::CheckField;
use crate::components::confirm::Confirm;
use crate::components::select_field::SelectField;
use crate::i18n::{Text, t};
use crate::names::{spelling, word};
use crate::session::use_client;

/// Properties of [`ExportButton`].
#[derive(PartialEq, Properties)]
pub(super) struct ExportButtonProperties {
    /// Which entries are shown.
    pub(super) query: TransactionQuery,
}

/// A button that gives the entries that are shown as a file, after a question in which form.
#[component]
pub(super) fn ExportButton(properties: &ExportButtonProperties) -> Html {
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let format = use_state_eq(|| ExportFormat::Csv);
    let bodies = use_state_eq(|| false);
    let client = use_client();
    let ask = {
        let (open, failure) = (open.setter(), failure.setter());
        Callback::from(move |_| {
            failure.set(None);
            open.set(true);
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onconfirm = {
        let (open, busy, failure) = (open.setter(), busy.setter(), failure.setter());
        let format = *format;
        let asked = asked(&properties.query, format, *bodies);
        Callback::from(move |()| {
            let Some(client) = client.clone() else { return };
            let (open, busy, failure) = (open.clone(), busy.clone(), failure.clone());
            let asked = asked.clone();
            busy.set(true);
            spawn_local(async move {
                match transactions::export(&client, format, &asked).await {
                    Ok(text) => {
                        let name = format!("punchgate-transactions.{}", spelling(&format));
                        browser::download(&name, transactions::media(format), &text).await;
                        open.set(false);
                    }
                    Err(refusal) => failure.set(Some(refusal)),
                }
                busy.set(false);
            });
        })
    };
    let choose = {
        let format = format.setter();
        Callback::from(move |value: String| format.set(word(&value).unwrap_or(ExportFormat::Csv)))
    };
    let set_bodies = {
        let bodies = bodies.setter();
        Callback::from(move |with| bodies.set(with))
    };
    let choices = [
        (ExportFormat::Csv, Text::ExportLogCsv),
        (ExportFormat::Ndjson, Text::ExportLogNdjson),
    ];
    html! {
        <>
            <Button label={t(Text::ExportLogAction)} onclick={ask} testid="export-log" />
            if *open {
                <Confirm
                    title={t(Text::ExportLogTitle)}
                    confirm_label={t(Text::ExportLogAction)}
                    busy={*busy}
                    failure={(*failure).clone()}
                    {onconfirm}
                    {onclose}
                    testid="export-log-dialog"
                >
                    <p>{ t(Text::ExportLogText) }</p>
                    if properties.query.body.is_some() {
                        <p>{ t(Text::ExportLogNoBody) }</p>
                    }
                    <SelectField
                        id="export-log-format"
                        label={t(Text::ExportLogFormat)}
                        value={spelling(&*format)}
                        choices={choices.map(|(format, name)| (spelling(&format).into(), t(name).into())).to_vec()}
                        onchange={choose}
                    />
                    if *format == ExportFormat::Ndjson {
                        <CheckField
                            id="export-log-bodies"
                            label={t(Text::ExportLogBodies)}
                            help={t(Text::ExportLogBodiesHelp)}
                            checked={*bodies}
                            onchange={set_bodies}
                        />
                    }
                </Confirm>
            }
        </>
    }
}

/// What is asked for, with the filters of the list.
fn asked(query: &TransactionQuery, format: ExportFormat, bodies: bool) -> TransactionExport {
    let query = query.clone();
    TransactionExport {
        format: Some(format),
        bodies: (bodies && format == ExportFormat::Ndjson).then_some(true),
        from: query.from,
        to: query.to,
        transaction_type: query.transaction_type,
        status: query.status,
        error_code: query.error_code,
        connection_id: query.connection_id,
        store_id: query.store_id,
        business_unit_id: query.business_unit_id,
        session_id: query.session_id,
        q: query.q,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::pages::query_string;

    #[test]
    fn an_export_has_the_filters_of_the_list_and_documents_only_as_json() {
        let query = TransactionQuery {
            error_code: Some("no_cart".to_owned()),
            body: Some("a".to_owned()),
            cursor: Some("b".to_owned()),
            ..TransactionQuery::default()
        };
        let with = |format| query_string(&asked(&query, format, true));
        assert_eq!(with(ExportFormat::Csv), "format=csv&error_code=no_cart");
        assert_eq!(
            with(ExportFormat::Ndjson),
            "format=ndjson&bodies=true&error_code=no_cart"
        );
    }
}
