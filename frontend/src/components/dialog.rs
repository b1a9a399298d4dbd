//! A dialog above the page.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct DialogProperties {
    /// Its heading.
    pub(crate) title: AttrValue,
    /// What it holds.
    pub(crate) children: Html,
    /// Told when the person closes it by the keyboard; where that is not for them to do, nothing happens.
    #[prop_or_default]
    pub(crate) onclose: Option<Callback<()>>,
    /// Name for browser tests.
    pub(crate) testid: AttrValue,
}

/// A dialog above the page, open as long as it is there. The browser keeps the focus within, and gives it back afterwards.
#[component]
pub(crate) fn Dialog(properties: &DialogProperties) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // It is in the document and not open yet.
                let _ = dialog.show_modal();
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let oncancel = {
        let onclose = properties.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            if let Some(onclose) = &onclose {
                onclose.emit(());
            }
        })
    };
    let onclosed = {
        let (node, onclose) = (node.clone(), properties.onclose.clone());
        // Browsers do not let themselves be kept from closing it twice in a row.
        Callback::from(move |_: Event| match &onclose {
            Some(onclose) => onclose.emit(()),
            None => {
                if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                    // It was just closed.
                    let _ = dialog.show_modal();
                }
            }
        })
    };
    let title_id = format!("{}-title", properties.testid);
    html! {
        <dialog
            ref={node}
            class="pg-dialog"
            aria-labelledby={title_id.clone()}
            data-testid={properties.testid.clone()}
            {oncancel}
            onclose={onclosed}
        >
            <h2 id={title_id} class="pf-v6-c-title pf-m-lg">{ &properties.title }</h2>
            { properties.children.clone() }
        </dialog>
    }
}
