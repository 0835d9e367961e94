package io.ledgerline.anchor.directory;

import io.ledgerline.canon.Bytes;
import java.nio.file.Path;

/// An anchor of this size is there already, and says something else.
public final class CollisionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final transient Bytes found;

  CollisionException(Path path, Bytes found) {
    super(path + " is there with other bytes");
    this.path = path.toString();
    this.found = found;
  }

  /// What the file holds.
  public Bytes found() {
    return found;
  }

  /// The file that stayed as it was.
  public String path() {
    return path;
  }
}
