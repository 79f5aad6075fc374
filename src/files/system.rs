//! What differs from system to system: who owns a file, and how to open one without following a link.

use std::fs::Metadata;

/// Whether a file or a folder belongs to the user who runs claimbook.
#[cfg(unix)]
pub(super) fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether a file or a folder belongs to the user who runs claimbook. This system does not tell.
#[cfg(not(unix))]
pub(super) fn is_ours(_metadata: &Metadata) -> bool {
    true
}

/// Whether nobody but the owner may read, write or enter.
#[cfg(unix)]
pub(super) fn is_private(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode().trailing_zeros() >= 6
}

/// Whether nobody but the owner may read, write or enter. This system does not tell.
#[cfg(not(unix))]
pub(super) fn is_private(_metadata: &Metadata) -> bool {
    true
}
