package io.ledgerline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The secrets of an installation: one file each, a line of text, readable by its owner alone.
///
/// A secret is made the first time it is asked for, and is on the disk, name and all, before it is
/// used: what is signed or numbered with a key that a power failure took away could never be
/// continued.
public final class KeyFiles {

  private static final int SECRET_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path directory;
  private final SecureRandom random;
  private volatile boolean isDurable;

  /// The secrets in a directory, which must exist.
  public KeyFiles(Path directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /// Where a secret is kept.
  public Path path(String name) {
    return directory.resolve(name);
  }

  /// Whether the secret was made already.
  public boolean has(String name) {
    return Files.exists(path(name));
  }

  /// 32 random bytes, kept as 64 hexadecimal digits.
  ///
  /// @throws CannotStartException if the file can be read by others, or holds something else
  public byte[] bytes(String name) {
    if (!has(name)) {
      write(name, HexFormat.of().formatHex(fresh()));
    }
    makeDurable();
    return seed(path(name));
  }

  /// The 32 bytes in any file, such as a mounted secret, as 64 hexadecimal digits.
  ///
  /// @throws CannotStartException if it is not there, can be read by others, or holds something
  ///   else
  public static byte[] seed(Path path) {
    try {
      byte[] bytes = HexFormat.of().parseHex(read(path));
      if (bytes.length == SECRET_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      throw new CannotStartException(path + " does not hold 64 hexadecimal digits", malformed);
    }
    throw new CannotStartException(path + " does not hold 64 hexadecimal digits");
  }

  /// A random word of 43 letters, digits, `-` and `_` (256 bits), behind a prefix.
  ///
  /// @throws CannotStartException if the file can be read by others, or is empty
  public String word(String name, String prefix) {
    if (!has(name)) {
      write(name, prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(fresh()));
    }
    makeDurable();
    String word = read(path(name));
    if (word.isEmpty()) {
      throw new CannotStartException(path(name) + " is empty");
    }
    return word;
  }

  /// Keeps a text that is public, such as a verifier key.
  ///
  /// @throws CannotStartException if it cannot be written
  public void publish(String name, String text) {
    try {
      Path path = path(name);
      if (!Files.exists(path) || !Files.readString(path).equals(text + "\n")) {
        replace(name, text, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (IOException failed) {
      throw new CannotStartException("cannot write " + path(name) + ": " + failed, failed);
    }
  }

  /// Overwrites a secret and removes it. What file systems and disks keep of overwritten bytes is
  /// beyond this program.
  ///
  /// @throws CannotStartException if it cannot be done
  public void destroy(String name) {
    try {
      try (FileChannel file = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.allocate((int) file.size()));
        file.force(true);
      }
      Files.delete(path(name));
      force();
    } catch (IOException failed) {
      throw new CannotStartException("cannot destroy " + path(name) + ": " + failed, failed);
    }
  }

  /// The lines of a public text; none where it was never kept.
  ///
  /// @throws CannotStartException if it cannot be read
  public List<String> lines(String name) {
    try {
      return has(name) ? Files.readAllLines(path(name)) : List.of();
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + path(name) + ": " + failed, failed);
    }
  }

  /// Gives a secret a second name, durably; one that is there stays.
  ///
  /// @throws CannotStartException if it cannot be done
  public void keepAs(String name, String second) {
    try {
      if (!has(second)) {
        Files.createLink(path(second), path(name));
        force();
      }
    } catch (IOException failed) {
      throw new CannotStartException("cannot write " + path(second) + ": " + failed, failed);
    }
  }

  /// Renames a secret over another one, durably.
  ///
  /// @throws CannotStartException if it cannot be done
  public void rename(String name, String target) {
    try {
      Files.move(path(name), path(target), StandardCopyOption.ATOMIC_MOVE);
      force();
    } catch (IOException failed) {
      throw new CannotStartException("cannot write " + path(target) + ": " + failed, failed);
    }
  }

  private byte[] fresh() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The text in any file that holds a secret of another form, without white space around it.
  ///
  /// @throws CannotStartException if it is not there, or can be read by others
  public static String text(Path path) {
    return read(path);
  }

  private static String read(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new CannotStartException(
            path
                + " can be used by others ("
                + PosixFilePermissions.toString(permissions)
                + "): chmod 600 it, and think about who may have read it");
      }
      return Files.readString(path).strip();
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + path + ": " + failed, failed);
    }
  }

  private void write(String name, String text) {
    try {
      replace(name, text, OWNER_ONLY);
    } catch (IOException | UncheckedIOException failed) {
      throw new CannotStartException("cannot write " + path(name) + ": " + failed, failed);
    }
  }

  private void replace(String name, String text, Set<PosixFilePermission> permissions)
      throws IOException {
    Path fresh =
        Files.createTempFile(
            directory, name, ".new", PosixFilePermissions.asFileAttribute(permissions));
    try {
      try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer left = StandardCharsets.UTF_8.encode(text + "\n");
        while (left.hasRemaining()) {
          file.write(left);
        }
        file.force(true);
      }
      Files.setPosixFilePermissions(fresh, permissions);
      Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    force();
  }

  /// Once: whoever made what is there may have been stopped before its name was on the disk.
  private void makeDurable() {
    if (!isDurable) {
      try {
        force();
        isDurable = true;
      } catch (IOException failed) {
        throw new CannotStartException("cannot force " + directory + " to the disk", failed);
      }
    }
  }

  private void force() throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
