package io.ledgerline.house;

/// A text file of the project.
///
/// @param path relative to the root, with `/` between names
/// @param text its content
record SourceFile(String path, String text) {

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMain() {
    return path.startsWith("src/main/java/");
  }

  boolean isTest() {
    return path.startsWith("src/test/java/");
  }

  /// Whether it is in one of the packages below `io.ledgerline`, or below one of them.
  boolean isIn(String... packages) {
    for (String name : packages) {
      if (path.contains("/io/ledgerline/" + name + "/")) {
        return true;
      }
    }
    return false;
  }

  /// The name of the directory, without a slash at its end.
  String directory() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /// The name without the directory.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// A finding in this file.
  ///
  /// @param line counted from 1
  String finding(long line, String message) {
    return path + ":" + line + ": " + message;
  }
}
