package io.ledgerline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// As whom PostgreSQL runs, which refuses to run as root.
///
/// An ordinary user runs it as itself. Root gives it to the owner of the home directory or, where
/// that is root too, to `nobody`: best without any right of root; with the right to pass
/// directories that are closed to others, where the home directory lies below one (`/root`); last,
/// where the kernel knows no other user (a container with one user), in a user namespace of its
/// own, in which root appears as somebody else.
///
/// @param prefix the words in front of a command
/// @param uid who owns the data directory, as the file system says; negative when nothing has to be
///   given away
/// @param gid its group
record RunAs(List<String> prefix, int uid, int gid) {

  private static final int UNCHANGED = -1;
  private static final int NOBODY = 65_534;

  RunAs {
    prefix = List.copyOf(prefix);
  }

  /// The first way that works here, with the data directory given to whom it takes.
  ///
  /// @param dataDirectory exists, perhaps empty
  /// @throws CannotStartException if there is none
  static RunAs choose(Path home, Path dataDirectory, Binaries binaries) {
    List<String> reasons = new ArrayList<>();
    for (RunAs way : ways(home, dataDirectory)) {
      String reason = way.refusal(dataDirectory, binaries);
      if (reason.isEmpty()) {
        return way;
      }
      reasons.add(reason);
    }
    throw new CannotStartException(
        "PostgreSQL cannot be run here ("
            + String.join("; ", reasons)
            + "): start ledgerline as an ordinary user whom "
            + home
            + " belongs to, or point LEDGERLINE_DB_URL at a PostgreSQL of yours");
  }

  /// Every way for the user of this process, best first.
  static List<RunAs> ways(Path home, Path dataDirectory) {
    try {
      if (effectiveUid(home) != 0) {
        return List.of(new RunAs(List.of(), UNCHANGED, UNCHANGED));
      }
      Path owned = attribute(dataDirectory, "uid") != 0 ? dataDirectory : home;
      int uid = attribute(owned, "uid") != 0 ? attribute(owned, "uid") : NOBODY;
      int gid = attribute(owned, "uid") != 0 ? attribute(owned, "gid") : NOBODY;
      List<String> drop = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
      List<String> pass = new ArrayList<>(drop);
      // access(2) forgets the capability of a process that is not root, unless told otherwise.
      pass.addAll(
          List.of(
              "--inh-caps=+dac_override",
              "--ambient-caps=+dac_override",
              "--securebits=+no_setuid_fixup"));
      return List.of(
          new RunAs(drop, uid, gid),
          new RunAs(pass, uid, gid),
          new RunAs(List.of("unshare", "-U"), 0, 0));
    } catch (IOException failed) {
      throw new CannotStartException("cannot read " + home + ": " + failed, failed);
    }
  }

  /// A command as this user.
  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(words);
    return command;
  }

  /// Gives a file or directory, with all that is in it, to this user.
  ///
  /// @throws UncheckedIOException if that is not permitted
  void give(Path path) {
    if (uid == UNCHANGED) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
              return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
              Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Why this way is none; empty when it works.
  private String refusal(Path dataDirectory, Binaries binaries) {
    String name = prefix.isEmpty() ? "as this user" : String.join(" ", prefix);
    try {
      if (uid != UNCHANGED && attribute(dataDirectory, "uid") != uid) {
        give(dataDirectory);
      }
      String test = "[ \"$(id -u)\" -ne 0 ] && [ -w \"$1\" ] && exec \"$2\" --version";
      Process probe =
          new ProcessBuilder(
                  command(
                      List.of(
                          "/bin/sh",
                          "-c",
                          test,
                          "sh",
                          dataDirectory.toString(),
                          binaries.program("postgres"))))
              .redirectErrorStream(true)
              .start();
      String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = probe.waitFor();
      return exit == 0 ? "" : name + ": exit code " + exit + " " + output.strip();
    } catch (IOException | UncheckedIOException failed) {
      return name + ": " + failed.getMessage();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("interrupted while PostgreSQL was tried", interrupted);
    }
  }

  /// Who this process is, as the file system sees it: the owner of a file that it makes.
  private static int effectiveUid(Path home) throws IOException {
    Path trace = Files.createTempFile(home, "who", ".tmp");
    try {
      return attribute(trace, "uid");
    } finally {
      Files.delete(trace);
    }
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + name);
  }
}
