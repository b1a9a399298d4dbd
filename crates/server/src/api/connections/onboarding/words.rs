//! What the sheet says, in each language.

use api_types::onboarding::SheetLanguage;
use punchout::{connection::Format, profile::Profile};

/// The words of a language.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) data: &'static str,
    pub(super) system: &'static str,
    pub(super) business_unit: &'static str,
    pub(super) protocol: &'static str,
    pub(super) url: &'static str,
    pub(super) token_url: &'static str,
    pub(super) sender: &'static str,
    pub(super) secret: &'static str,
    pub(super) separately: &'static str,
    pub(super) to: &'static str,
    pub(super) any: &'static str,
    pub(super) hook_url: &'static str,
    pub(super) steps: &'static str,
    pub(super) quirks: &'static str,
    pub(super) trial: &'static str,
    pub(super) trials: &'static [&'static str],
    cxml: &'static [&'static str],
    oci: &'static [&'static str],
    json: &'static [&'static str],
    of_profile: fn(Profile) -> &'static [&'static str],
}

impl Words {
    /// The steps in a kind of procurement system.
    pub(super) fn steps_of(
        &self,
        profile: Profile,
        format: Format,
    ) -> impl Iterator<Item = &'static str> {
        let own: &'static [&'static str] = match format {
            // Only SAP's systems have a way of their own to enter OCI.
            Format::Oci if profile != Profile::Sap => &[],
            // The service stands between: what the procurement system is does not matter here.
            Format::PunchOut2Go => &[],
            _ => (self.of_profile)(profile),
        };
        let common = match format {
            Format::Cxml => self.cxml,
            Format::Oci => self.oci,
            Format::PunchOut2Go => self.json,
        };
        own.iter().chain(common).copied()
    }
}

/// The words of a language; English where none is asked for.
pub(super) fn of(language: Option<SheetLanguage>) -> &'static Words {
    match language {
        Some(SheetLanguage::De) => &DE,
        Some(SheetLanguage::En) | None => &EN,
    }
}

static EN: Words = Words {
    lang: "en",
    title: "Punch-out connection",
    about: "For the administrators of the procurement system: what to enter there so that buyers reach the shop and their carts come back.",
    data: "What to enter",
    system: "Procurement system",
    business_unit: "Business unit",
    protocol: "Protocol",
    url: "Punch-out URL",
    token_url: "OAuth 2.0 token URL",
    sender: "From and Sender (domain / identity)",
    secret: "Shared secret",
    separately: "is handed over separately, not on this sheet",
    to: "To (domain / identity)",
    any: "the supplier as your system knows it",
    hook_url: "is filled in by your system: the address that the cart is posted to",
    steps: "Steps",
    quirks: "Good to know",
    trial: "Try it",
    trials: &[
        "Open the catalogue as a buyer: the shop opens, signed in.",
        "Put one article in the cart and hand it over: the line comes back with article number, quantity, unit and price.",
        "Where requisitions can be changed: open the line again, change the quantity, hand it over.",
        "Tell the supplier if a step fails, with the time and the reference that the page shows.",
    ],
    cxml: &[
        "Enter the punch-out URL exactly as above, with https.",
        "Enter From, Sender and To as above, and the shared secret that was handed over to you.",
        "Let the setup name the buyer: an e-mail address as Extrinsic UserEmail or as Contact.",
        "Allow outgoing HTTPS to the host of the punch-out URL.",
        "Assign the catalogue to the buyers who are to see it.",
    ],
    oci: &[
        "Enter the parameters of the call in the order of the table above; HOOK_URL comes last.",
        "Enter the password that was handed over to you.",
        "Assign the catalogue to the buyers who are to see it.",
    ],
    json: &[
        "Send the session request as JSON to the punch-out URL, with the key as X-API-Key or Authorization: Bearer, or with a token of the token URL (client credentials).",
        "Read start_url of the answer and send the buyer's browser there.",
        "Take the cart as JSON at return_url, and answer it with redirect_url: where the buyer goes on.",
        "Allow HTTPS from and to the host of the punch-out URL; the hosts of return_url and redirect_url must be told to the supplier.",
    ],
    of_profile: |profile| match profile {
        Profile::Ariba => &[
            "The network stands between: the supplier enters punch-out URL and shared secret in the cXML setup of its account.",
            "The supplier publishes a punch-out catalogue with one item that leads to the punch-out URL; the buyer subscribes to it and activates it.",
        ],
        Profile::Coupa => {
            &["Open the supplier, and there its punch-outs; create one with the protocol cXML."]
        }
        Profile::Jaggaer => &[
            "Open the supplier's profile, and there the configuration of the punch-out catalogue; choose cXML.",
        ],
        Profile::Oracle => &[
            "Create a punch-out catalogue that goes to the supplier directly by cXML, and assign it to a content zone or a store.",
        ],
        Profile::Sap => &[
            "Create an external web service (catalogue) with an id and a description in customizing.",
            "Enter the call structure line by line: the URL first, without a name, and the return URL last.",
        ],
        Profile::Workday => &[
            "Create a supplier connection for punch-out and choose cXML; enter its URL, identities and shared secret.",
        ],
        Profile::Unimarket => &["Create a punch-out store for the supplier and choose cXML."],
        Profile::Generic => &["Create a punch-out catalogue (level 1) for the supplier."],
    },
};

static DE: Words = Words {
    lang: "de",
    title: "Punch-out-Verbindung",
    about: "Für die Administration des Beschaffungssystems: was dort einzutragen ist, damit Einkaufende den Shop erreichen und ihre Warenkörbe zurückkommen.",
    data: "Was einzutragen ist",
    system: "Beschaffungssystem",
    business_unit: "Geschäftseinheit",
    protocol: "Protokoll",
    url: "Punch-out-URL",
    token_url: "OAuth-2.0-Token-URL",
    sender: "From und Sender (Domain / Identity)",
    secret: "Gemeinsames Geheimnis (Shared Secret)",
    separately: "wird getrennt übergeben, nicht auf diesem Blatt",
    to: "To (Domain / Identity)",
    any: "der Lieferant, wie Ihr System ihn kennt",
    hook_url: "setzt Ihr System ein: die Adresse, an die der Warenkorb geschickt wird",
    steps: "Schritte",
    quirks: "Gut zu wissen",
    trial: "Ausprobieren",
    trials: &[
        "Den Katalog als Einkäufer öffnen: der Shop öffnet sich, angemeldet.",
        "Einen Artikel in den Warenkorb legen und übergeben: die Zeile kommt mit Artikelnummer, Menge, Einheit und Preis zurück.",
        "Wo sich Anforderungen ändern lassen: die Zeile wieder öffnen, die Menge ändern, übergeben.",
        "Schlägt ein Schritt fehl, dem Lieferanten die Uhrzeit und das Kennzeichen nennen, das die Seite zeigt.",
    ],
    cxml: &[
        "Die Punch-out-URL genau wie oben eintragen, mit https.",
        "From, Sender und To wie oben eintragen, dazu das Geheimnis, das Ihnen übergeben wurde.",
        "Die Anfrage soll den Einkäufer nennen: eine E-Mail-Adresse als Extrinsic UserEmail oder als Contact.",
        "Ausgehendes HTTPS zum Host der Punch-out-URL erlauben.",
        "Den Katalog den Einkaufenden zuordnen, die ihn sehen sollen.",
    ],
    oci: &[
        "Die Parameter des Aufrufs in der Reihenfolge der Tabelle oben eintragen; HOOK_URL steht am Ende.",
        "Das Kennwort eintragen, das Ihnen übergeben wurde.",
        "Den Katalog den Einkaufenden zuordnen, die ihn sehen sollen.",
    ],
    json: &[
        "Die Sitzungsanfrage als JSON an die Punch-out-URL senden, mit dem Schlüssel als X-API-Key oder Authorization: Bearer, oder mit einem Token der Token-URL (client credentials).",
        "start_url der Antwort lesen und den Browser des Einkäufers dorthin schicken.",
        "Den Warenkorb als JSON unter return_url annehmen und mit redirect_url beantworten: wohin der Einkäufer weitergeht.",
        "HTTPS vom und zum Host der Punch-out-URL erlauben; die Hosts von return_url und redirect_url dem Lieferanten nennen.",
    ],
    of_profile: |profile| match profile {
        Profile::Ariba => &[
            "Das Netzwerk steht dazwischen: der Lieferant trägt Punch-out-URL und Geheimnis in der cXML-Einrichtung seines Kontos ein.",
            "Der Lieferant veröffentlicht einen Punch-out-Katalog mit einem Eintrag, der zur Punch-out-URL führt; der Einkauf abonniert und aktiviert ihn.",
        ],
        Profile::Coupa => {
            &["Den Lieferanten öffnen, dort die Punch-outs; einen mit dem Protokoll cXML anlegen."]
        }
        Profile::Jaggaer => &[
            "Das Profil des Lieferanten öffnen, dort die Einrichtung des Punch-out-Katalogs; cXML wählen.",
        ],
        Profile::Oracle => &[
            "Einen Punch-out-Katalog anlegen, der den Lieferanten direkt mit cXML anspricht, und ihn einem Inhaltsbereich oder Store zuordnen.",
        ],
        Profile::Sap => &[
            "Im Customizing einen externen Webservice (Katalog) mit Kennung und Bezeichnung anlegen.",
            "Die Aufrufstruktur Zeile für Zeile eintragen: die URL zuerst, ohne Namen, die Rückkehr-URL am Ende.",
        ],
        Profile::Workday => &[
            "Eine Lieferantenverbindung für Punch-out anlegen und cXML wählen; URL, Identitäten und Geheimnis eintragen.",
        ],
        Profile::Unimarket => {
            &["Für den Lieferanten einen Punch-out-Store anlegen und cXML wählen."]
        }
        Profile::Generic => &["Für den Lieferanten einen Punch-out-Katalog (Level 1) anlegen."],
    },
};
