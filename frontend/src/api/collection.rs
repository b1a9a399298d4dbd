//! What all resources have in common that are made, changed and archived.

use std::marker::PhantomData;
use std::rc::Rc;

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
}

impl<T: DeserializeOwned> Collection<T> {
    /// One of them.
    pub(crate) async fn get(&self, client: &Client, id: Uuid) -> Result<Versioned<T>, Failure> {
        client.get_versioned(&format!("{}/{id}", self.path)).await
    }

    /// Makes one from JSON, once for each `key`.
    pub(crate) async fn create(
        &self,
        client: &Client,
        input: String,
        key: &str,
    ) -> Result<Versioned<T>, Failure> {
        client.create(&self.path, input, key).await
    }

    /// Changes a version of one by a merge patch.
    pub(crate) async fn change(
        &self,
        client: &Client,
        id: Uuid,
        patch: String,
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Failure> {
        let path = format!("{}/{id}", self.path);
        client.patch(&path, patch, etag).await
    }

    /// Archives a version of one.
    pub(crate) async fn archive(
        &self,
        client: &Client,
        id: Uuid,
        etag: Option<&str>,
    ) -> Result<(), Failure> {
        client.delete(&format!("{}/{id}", self.path), etag).await
    }
}
