//! The mapping profiles of a set.

use std::collections::HashSet;

use api_types::{
    connection_set::{ExportedProfile, ImportOutcome, ImportedRecord},
    mapping::NewMappingProfile,
};
use punchout::{ids::MappingProfileId, mapping_profile::MappingProfile};
use uuid::Uuid;

use super::{Import, refuse, refused, told};
use crate::{
    api::{
        mapping_profiles::{self, RESOURCE, accept, present},
        value_tables::{self, Owner},
    },
    problem::ApiResult,
};

/// Makes or changes all, each after the one that it is based on.
pub(super) async fn put_all(
    import: &mut Import<'_>,
    wanted: Vec<ExportedProfile>,
) -> ApiResult<Vec<ImportedRecord>> {
    let keys: HashSet<Uuid> = wanted.iter().filter_map(|profile| profile.key).collect();
    let mut waiting: Vec<_> = wanted.into_iter().enumerate().collect();
    let mut reports = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let parents: Vec<_> = waiting.iter().map(|(_, it)| named(it)).collect();
        let waits = |profile: &ExportedProfile| {
            let parent = (profile.based_on_key, profile.based_on.clone());
            parents.iter().any(|(key, name)| match parent.0 {
                Some(parent) => *key == Some(parent),
                None => parent.1.as_ref() == Some(name),
            })
        };
        let (later, ready): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(_, profile)| waits(profile));
        if ready.is_empty() {
            for (place, profile) in later {
                let fault = refuse("/based_on", "circular", "is based on itself");
                reports.push((place, told(profile.name, fault)?));
            }
            break;
        }
        for (place, profile) in ready {
            let name = profile.name.clone();
            let done = put(import, place, profile, &keys).await;
            reports.push((place, told(name, done)?));
        }
        waiting = later;
    }
    reports.sort_by_key(|(place, _)| *place);
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}

fn named(profile: &ExportedProfile) -> (Option<Uuid>, String) {
    (profile.key, profile.name.clone())
}

async fn put(
    import: &mut Import<'_>,
    place: usize,
    wanted: ExportedProfile,
    keys: &HashSet<Uuid>,
) -> ApiResult<(ImportOutcome, Uuid)> {
    let change = import.change;
    let before = existing(import, &wanted, keys)?;
    let based_on = match (&wanted.based_on, wanted.based_on_key) {
        (None, None) => None,
        (name, key) => Some(find(import, "/based_on", name.as_deref(), key)?.0),
    };
    let input = NewMappingProfile {
        name: wanted.name,
        format: wanted.format,
        based_on,
        request_mapping: wanted.request_mapping,
        cart_mapping: wanted.cart_mapping,
    };
    let id = match &before {
        Some(before) => before.id,
        None => MappingProfileId(free_id(import, wanted.key).await?),
    };
    mapping_profiles::check(&input, Some(id), &import.inherited)?;
    let profile = accept(input, id, change.now);
    let (mut outcome, profile) = match before {
        None => {
            database::mapping_profiles::insert(&change.tx, &profile).await?;
            let shown = present(&profile);
            change
                .audit("import", RESOURCE, id.0, None::<&()>, Some(&shown))
                .await?;
            (ImportOutcome::Created, profile)
        }
        Some(before) => {
            let wanted = MappingProfile {
                created_at: before.created_at,
                updated_at: before.updated_at,
                version: before.version,
                ..profile
            };
            if before.format != wanted.format {
                return refuse("/format", "mismatch", "is another one here, and stays");
            }
            if wanted == before {
                (ImportOutcome::Unchanged, before)
            } else {
                let after =
                    database::mapping_profiles::update(&change.tx, &wanted, None, change.now)
                        .await?;
                let (old, new) = (present(&before), present(&after));
                change
                    .audit("import", RESOURCE, id.0, Some(&old), Some(&new))
                    .await?;
                (ImportOutcome::Updated, after)
            }
        }
    };
    if let Some(tables) = &wanted.tables
        && value_tables::replace_all(change, Owner::Profile(id.0), tables).await?
        && outcome == ImportOutcome::Unchanged
    {
        outcome = ImportOutcome::Updated;
    }
    import.claimed.insert(id.0);
    if let Some(key) = wanted.key {
        import.profiles.insert(key, id);
    }
    if outcome != ImportOutcome::Unchanged {
        import.changed_profiles.push((place, id));
    }
    import.inherited.put(profile);
    Ok((outcome, id.0))
}

/// The profile here that one of a set is.
fn existing(
    import: &Import<'_>,
    wanted: &ExportedProfile,
    keys: &HashSet<Uuid>,
) -> ApiResult<Option<MappingProfile>> {
    if let Some(key) = wanted.key {
        if import.profiles.contains_key(&key) {
            return refuse("/key", "duplicate", "is the key of another one in the set");
        }
        if let Some(found) = import.inherited.profile(MappingProfileId(key)) {
            return Ok(Some(found.clone()));
        }
    }
    let name = wanted.name.to_lowercase();
    let mut found = import.inherited.profiles().filter(|profile| {
        profile.name.to_lowercase() == name
            && !import.claimed.contains(&profile.id.0)
            && !keys.contains(&profile.id.0)
    });
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => refuse(
            "/name",
            "ambiguous",
            "several have this name, none this key",
        ),
        (found, _) => Ok(found.cloned()),
    }
}

/// An id that is free: the key, so that the next import finds it by that, or a new one where an archived record has it.
async fn free_id(import: &Import<'_>, key: Option<Uuid>) -> ApiResult<Uuid> {
    let Some(key) = key else {
        return Ok(Uuid::now_v7());
    };
    let taken =
        database::mapping_profiles::exists(&import.change.tx, MappingProfileId(key)).await?;
    Ok(if taken { Uuid::now_v7() } else { key })
}

/// The profile that a record of the set refers to.
pub(super) fn find(
    import: &Import<'_>,
    pointer: &str,
    name: Option<&str>,
    key: Option<Uuid>,
) -> ApiResult<MappingProfileId> {
    if let Some(id) = key.and_then(|key| import.profiles.get(&key)) {
        return Ok(*id);
    }
    if let Some(key) = key
        && let Some(found) = import.inherited.profile(MappingProfileId(key))
    {
        return Ok(found.id);
    }
    let name = name.map(str::to_lowercase);
    let mut found = import
        .inherited
        .profiles()
        .filter(|profile| Some(profile.name.to_lowercase()) == name);
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => refuse(pointer, "ambiguous", "names several mapping profiles"),
        (Some(found), None) => Ok(found.id),
        (None, _) => refuse(pointer, "not_found", "names no mapping profile"),
    }
}

/// Checks that all connections still go with the profiles that were changed.
pub(super) async fn check_heirs(
    import: &Import<'_>,
    reports: &mut [ImportedRecord],
) -> ApiResult<()> {
    if import.changed_profiles.is_empty() {
        return Ok(());
    }
    let connections = database::connections::all(&import.change.tx).await?;
    for (place, id) in &import.changed_profiles {
        let Some(profile) = import.inherited.profile(*id) else {
            continue;
        };
        let done = mapping_profiles::heirs(profile, &import.inherited, connections.iter());
        if let (Err(problem), Some(report)) = (done, reports.get_mut(*place)) {
            *report = refused(report.name.clone(), problem.errors().to_vec());
        }
    }
    Ok(())
}
