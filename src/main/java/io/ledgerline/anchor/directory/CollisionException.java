package io.ledgerline.anchor.directory;

import java.nio.file.Path;

/// An anchor of this size is there already, and says something else.
public final class CollisionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;

  CollisionException(Path path) {
    super(path + " is there with other bytes");
    this.path = path.toString();
  }

  /// The file that stayed as it was.
  public String path() {
    return path;
  }
}
