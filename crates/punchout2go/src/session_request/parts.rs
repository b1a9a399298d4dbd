//! The small parts of a session request.

use serde_json::Value;

use super::{Contact, ItemType, RequestItem, Shipping};
use crate::{fault::Fault, object::Object, writer::Writer};

impl Contact {
    pub(super) fn of(mut contact: Object) -> Result<Self, Fault> {
        Ok(Self {
            email: contact.text("email")?,
            name: contact.text("name")?,
            unique: contact.text("unique")?,
            others: contact.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("email", self.email.as_deref())
            .text("name", self.name.as_deref())
            .text("unique", self.unique.as_deref())
            .others(&self.others)
            .done()
    }
}

impl Shipping {
    pub(super) fn of(mut data: Object) -> Result<Self, Fault> {
        Ok(Self {
            address_name: data.text("address_name")?,
            id: data.text("shipping_id")?,
            business: data.text("shipping_business")?,
            to: data.text("shipping_to")?,
            street: data.text("shipping_street")?,
            city: data.text("shipping_city")?,
            state: data.text("shipping_state")?,
            zip: data.text("shipping_zip")?,
            country: data.text("shipping_country")?,
            country_id: data.text("country_id")?,
            others: data.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("address_name", self.address_name.as_deref())
            .text("shipping_id", self.id.as_deref())
            .text("shipping_business", self.business.as_deref())
            .text("shipping_to", self.to.as_deref())
            .text("shipping_street", self.street.as_deref())
            .text("shipping_city", self.city.as_deref())
            .text("shipping_state", self.state.as_deref())
            .text("shipping_zip", self.zip.as_deref())
            .text("shipping_country", self.country.as_deref())
            .text("country_id", self.country_id.as_deref())
            .others(&self.others)
            .done()
    }
}

impl ItemType {
    fn named(word: String) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "in" => Self::In,
            "out" => Self::Out,
            _ => Self::Other(word),
        }
    }

    /// Its word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Other(word) => word,
        }
    }
}

impl RequestItem {
    pub(super) fn of(mut item: Object) -> Result<Self, Fault> {
        Ok(Self {
            primary_id: item.text("primaryId")?,
            secondary_id: item.text("secondaryId")?,
            quantity: item.number("quantity")?,
            item_type: item.text("type")?.map(ItemType::named),
            others: item.others(),
        })
    }

    pub(super) fn to_value(&self) -> Value {
        Writer::default()
            .text("primaryId", self.primary_id.as_deref())
            .text("secondaryId", self.secondary_id.as_deref())
            .number("quantity", self.quantity)
            .text("type", self.item_type.as_ref().map(ItemType::as_str))
            .others(&self.others)
            .done()
    }
}
