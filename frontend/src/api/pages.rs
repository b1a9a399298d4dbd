//! Lists page by page.

use api_types::page::{MAX_LIMIT, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::client::read;
use super::{Client, Failure};

/// How many pages of a list are read at most, where a page of the console wants all of it.
const MAX_PAGES: usize = 5;

/// `a=b&c=d` of a query.
pub(crate) fn query_string(query: &impl Serialize) -> String {
    // The queries are flat and their values texts, numbers and flags, which always works.
    serde_urlencoded::to_string(query).unwrap_or_default()
}

/// Reads a list to its end, or as far as is sensible; the cursor says whether more follows. `query` without limit and cursor.
pub(crate) async fn read_all<T: DeserializeOwned>(
    client: &Client,
    path: &str,
    query: &str,
) -> Result<Page<T>, Failure> {
    let mut all = Page {
        items: Vec::new(),
        next_cursor: None,
    };
    read_pages(client, path, query, &mut |text| {
        let page: Page<T> = read(text)?;
        all.items.extend(page.items);
        all.next_cursor.clone_from(&page.next_cursor);
        Ok(page.next_cursor)
    })
    .await?;
    Ok(all)
}

/// Hands one page after the other over. Apart from what is listed, so that it is in the console once.
async fn read_pages(
    client: &Client,
    path: &str,
    query: &str,
    take: &mut dyn FnMut(&str) -> Result<Option<String>, Failure>,
) -> Result<(), Failure> {
    let mut cursor = None;
    for _ in 0..MAX_PAGES {
        let query = page_query(query, cursor.as_deref());
        cursor = take(&client.get_text(path, &query).await?)?;
        if cursor.is_none() {
            break;
        }
    }
    Ok(())
}

fn page_query(query: &str, cursor: Option<&str>) -> String {
    let limit = MAX_LIMIT.to_string();
    let mut paging = vec![("limit", limit.as_str())];
    paging.extend(cursor.map(|cursor| ("cursor", cursor)));
    let paging = query_string(&paging);
    match query {
        "" => paging,
        query => format!("{query}&{paging}"),
    }
}

#[cfg(test)]
mod tests {
    use api_types::transaction::{TransactionQuery, TransactionType};

    use super::*;

    #[test]
    fn paging_follows_the_query() {
        assert_eq!(page_query("", None), "limit=200");
        assert_eq!(page_query("q=a", Some("x=")), "q=a&limit=200&cursor=x%3D");
    }

    #[test]
    fn a_query_names_only_what_is_set() {
        let query = TransactionQuery {
            transaction_type: Some(TransactionType::SetupRequest),
            q: Some("a b".to_owned()),
            ..TransactionQuery::default()
        };
        assert_eq!(query_string(&query), "type=setup_request&q=a+b");
    }
}
