package io.ledgerline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked from the archive that is on the class path.
///
/// @param directory with `bin`, `lib` and `share`
record Binaries(Path directory) {

  /// What the archives hold, and what their directory is named after.
  static final String VERSION = "18.6.0";

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final int OWNER_MAY_EXECUTE = 0100;

  /// The programs below `parent`, unpacked when they are not there.
  ///
  /// They are unpacked beside their place and then moved to it, so that what is there is whole.
  ///
  /// @throws CannotStartException if nothing is shipped for this platform, or the disk refuses
  static Binaries in(Path parent, Platform platform) {
    Path place = parent.resolve(VERSION);
    if (Files.isDirectory(place)) {
      return new Binaries(place);
    }
    Path fresh = parent.resolve(VERSION + ".new");
    try (InputStream archive = Binaries.class.getResourceAsStream("/" + platform.resource())) {
      if (archive == null) {
        throw new CannotStartException(
            platform.resource()
                + " is not on the class path: this build leaves PostgreSQL out; point"
                + " LEDGERLINE_DB_URL at one of yours");
      }
      delete(fresh);
      unpack(archive, fresh);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      return new Binaries(place);
    } catch (IOException failed) {
      throw new CannotStartException(
          "cannot unpack PostgreSQL to " + place + ": " + failed, failed);
    }
  }

  /// One of the programs: `initdb`, `pg_ctl` or `postgres`.
  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      Files.createDirectory(target);
      Files.setPosixFilePermissions(target, PROGRAM);
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException(entry.getName() + " leads out of the archive");
    }
    if (entry.isDirectory()) {
      createDirectories(target, path, path.getNameCount());
      return;
    }
    createDirectories(target, path, path.getNameCount() - 1);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    if (entry.isLink()) {
      Files.copy(target.resolve(entry.getLinkName()), path);
    } else {
      Files.copy(tar, path);
    }
    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(path, program ? PROGRAM : FILE);
  }

  /// The directories between `target` and `path`, which everybody may enter, whatever the umask:
  /// the server may run as another user.
  private static void createDirectories(Path target, Path path, int count) throws IOException {
    for (int names = target.getNameCount() + 1; names <= count; names++) {
      Path directory = target.resolve(path.subpath(target.getNameCount(), names));
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PROGRAM);
      }
    }
  }

  /// Deletes a directory with all that is in it.
  ///
  /// @throws IOException if something in it cannot be deleted
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
