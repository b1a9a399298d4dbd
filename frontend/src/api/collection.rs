//! What all resources have in common that are made, changed and archived.

use std::marker::PhantomData;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{Client, Failure};

/// A resource in one of its versions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Versioned<T> {
    /// The resource.
    pub(crate) resource: T,
    /// Names the version: a change is made for this one only.
    pub(crate) etag: Option<String>,
}

/// The resources of a kind, by their path, such as `/stores`.
pub(crate) struct Collection<T> {
    path: Rc<str>,
    kind: PhantomData<fn() -> T>,
}

// Derived, these would ask the same of the resources.
impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self::new(&self.path)
    }
}

impl<T> PartialEq for Collection<T> {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl<T> Collection<T> {
    /// The resources below a path.
    pub(crate) fn new(path: &str) -> Self {
        Self {
            path: Rc::from(path),
            kind: PhantomData,
        }
    }

    /// Their path.
    pub(crate) fn path(&self) -> String {
        self.path.to_string()
    }
}

impl<T: DeserializeOwned> Collection<T> {
    /// One of them.
    pub(crate) async fn get(&self, client: &Client, id: Uuid) -> Result<Versioned<T>, Failure> {
        client.get_versioned(&path_of(&self.path, id)).await
    }
}

// What follows does the same for all kinds, and is in the console once.

/// What matters of a resource that was saved.
#[derive(Deserialize)]
pub(crate) struct Saved {
    /// Its id; nil where there is one resource only.
    #[serde(default)]
    pub(crate) id: Uuid,
    key: Option<String>,
    one_time_password: Option<String>,
}

impl Saved {
    /// What only this answer shows, of a new API key or user.
    pub(crate) fn secret(self) -> Option<String> {
        self.one_time_password.or(self.key)
    }
}

/// The path of a resource. Where there is one only, it has no id and the collection's path is its own.
fn path_of(collection: &str, id: Uuid) -> String {
    if id.is_nil() {
        collection.to_owned()
    } else {
        format!("{collection}/{id}")
    }
}

/// Makes a resource of a collection from JSON, once for each `key`.
pub(crate) async fn create(
    client: &Client,
    collection: &str,
    input: String,
    key: &str,
) -> Result<Saved, Failure> {
    let saved: Versioned<Saved> = client.create(collection, input, key).await?;
    Ok(saved.resource)
}

/// Changes a version of a resource of a collection by a merge patch.
pub(crate) async fn change(
    client: &Client,
    collection: &str,
    id: Uuid,
    patch: String,
    etag: Option<&str>,
) -> Result<Saved, Failure> {
    let path = path_of(collection, id);
    let saved: Versioned<Saved> = client.patch(&path, patch, etag).await?;
    Ok(saved.resource)
}

/// Archives a version of a resource of a collection.
pub(crate) async fn archive(
    client: &Client,
    collection: &str,
    id: Uuid,
    etag: Option<&str>,
) -> Result<(), Failure> {
    client.delete(&format!("{collection}/{id}"), etag).await
}
