//! The cache folder of a book: the index and the journal's key, outside the book, for one user.
//!
//! A book from a stranger must not bring these files, so they lie in the user's own cache, where nobody else can write.

use crate::files::digest::hexadecimal;
use crate::files::system;
use sha2::{Digest, Sha256};
use std::fs::DirBuilder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The name of the journal's key in the cache folder.
const KEY: &str = "journal.key";

/// The folder that holds what claimbook keeps about one book for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFolder {
    path: PathBuf,
}

impl CacheFolder {
    /// Opens the folder in `home` of the book at `root`. Creates it if it is missing, so that only this user can enter it.
    ///
    /// # Errors
    /// When the folder cannot be created, is a link or a file, belongs to somebody else, or lets others in.
    pub fn open(home: &Path, root: &Path) -> io::Result<Self> {
        let book = fs::canonicalize(root)?;
        let name = hexadecimal(&Sha256::digest(book.as_os_str().as_encoded_bytes()));
        create_private(home)?;
        let path = fs::canonicalize(home)?.join(name);
        create_private(&path)?;
        let metadata = fs::symlink_metadata(&path)?;
        if !metadata.is_dir() || !system::is_ours(&metadata) || !system::is_private(&metadata) {
            let text = format!(
                "{} must be a folder that belongs to you and lets nobody else in",
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, text));
        }
        Ok(Self { path })
    }

    /// Returns the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of the index.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.path.join("index.db")
    }

    /// Returns the path at which a new index is built, before it is renamed.
    #[must_use]
    pub fn new_index(&self) -> PathBuf {
        self.path.join("index.db.new")
    }

    /// Returns the path of the lock of the index.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.path.join("index.lock")
    }

    /// Returns the path of the seal, which tells whether somebody else touched the index.
    #[must_use]
    pub fn seal(&self) -> PathBuf {
        self.path.join("index.seal")
    }

    /// Reads the key that signs the journal. Makes one if there is none.
    ///
    /// # Errors
    /// When the key can be neither read nor written.
    pub(super) fn key(&self) -> io::Result<[u8; 32]> {
        match self.stored_key()? {
            Some(key) => Ok(key),
            None => self.new_key(),
        }
    }

    /// Reads the key; `None` if there is none, or one that a power cut left incomplete.
    pub(super) fn stored_key(&self) -> io::Result<Option<[u8; 32]>> {
        match fs::read(self.path.join(KEY)) {
            Ok(bytes) => Ok(bytes.try_into().ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes a random key. Callers hold the book's write lock, so nobody else makes one now.
    fn new_key(&self) -> io::Result<[u8; 32]> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
        file.write_all(&key)?;
        file.as_file().sync_all()?;
        file.persist(self.path.join(KEY))?;
        #[cfg(unix)]
        fs::File::open(&self.path)?.sync_all()?;
        Ok(key)
    }
}

/// Creates a folder, and the missing folders above it, for this user alone.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::CacheFolder;
    use crate::files::digest::hexadecimal;
    use sha2::{Digest, Sha256};
    use std::fs;
    use std::path::Path;

    /// A folder that holds a book and may hold the caches.
    fn place() -> tempfile::TempDir {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("book")).unwrap();
        place
    }

    fn open(place: &Path) -> std::io::Result<CacheFolder> {
        CacheFolder::open(&place.join("a/home"), &place.join("book"))
    }

    #[test]
    fn a_book_has_a_folder_named_by_the_digest_of_its_real_path() {
        let place = place();
        let cache = open(place.path()).unwrap();
        let real = fs::canonicalize(place.path().join("book")).unwrap();
        let name = hexadecimal(&Sha256::digest(real.to_str().unwrap()));
        let home = fs::canonicalize(place.path().join("a/home")).unwrap();
        assert_eq!(cache.path(), home.join(name));
        assert_eq!(cache.index(), cache.path().join("index.db"));
        assert_eq!(open(place.path()).unwrap(), cache);
        let round = place.path().join("book/../book/.");
        assert_eq!(
            CacheFolder::open(&place.path().join("a/home"), &round).unwrap(),
            cache
        );
    }

    #[test]
    fn a_missing_book_has_no_folder_and_a_file_cannot_be_the_home() {
        let place = place();
        let home = place.path().join("home");
        assert!(CacheFolder::open(&home, &place.path().join("none")).is_err());
        assert!(!home.exists());
        fs::write(&home, "a file").unwrap();
        assert!(CacheFolder::open(&home, &place.path().join("book")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_can_enter_the_folders_that_are_created() {
        use std::os::unix::fs::PermissionsExt;
        let place = place();
        let cache = open(place.path()).unwrap();
        cache.key().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(cache.path()), 0o700);
        assert_eq!(mode(&place.path().join("a")), 0o700);
        assert_eq!(mode(&cache.path().join("journal.key")), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_lets_others_in_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let place = place();
        let cache = open(place.path()).unwrap();
        for mode in [0o710, 0o720, 0o701, 0o704, 0o755, 0o777] {
            fs::set_permissions(cache.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert!(open(place.path()).is_err(), "{mode:o}");
        }
        fs::set_permissions(cache.path(), fs::Permissions::from_mode(0o700)).unwrap();
        assert!(open(place.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_or_a_file_in_place_of_the_folder_is_refused() {
        let place = place();
        let cache = open(place.path()).unwrap();
        let elsewhere = place.path().join("elsewhere");
        fs::rename(cache.path(), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, cache.path()).unwrap();
        assert!(open(place.path()).is_err());
        fs::remove_file(cache.path()).unwrap();
        fs::write(cache.path(), "a file").unwrap();
        assert!(open(place.path()).is_err());
    }

    #[test]
    fn the_key_is_made_once_and_an_incomplete_one_is_made_again() {
        let place = place();
        let cache = open(place.path()).unwrap();
        assert_eq!(cache.stored_key().unwrap(), None);
        let key = cache.key().unwrap();
        assert_ne!(key, [0; 32]);
        assert_eq!(cache.key().unwrap(), key);
        assert_eq!(cache.stored_key().unwrap(), Some(key));
        fs::write(cache.path().join("journal.key"), &key[..31]).unwrap();
        assert_ne!(cache.key().unwrap(), key);
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1);
    }
}
