#![doc = include_str!("../README.md")]

use patternfly_yew::prelude::*;
use yew::prelude::*;

/// The whole console.
#[component]
fn Console() -> Html {
    html! {
        <Page>
            <PageSection>
                <Title>{ "Punchgate" }</Title>
                <Card>
                    <CardBody>
                        <Button label="Reload" icon={Icon::Redo} variant={ButtonVariant::Primary} />
                    </CardBody>
                </Card>
            </PageSection>
        </Page>
    }
}

fn main() {
    yew::Renderer::<Console>::new().render();
}
