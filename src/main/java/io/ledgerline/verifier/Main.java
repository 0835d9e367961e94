package io.ledgerline.verifier;

import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.MalformedPolicyException;
import io.ledgerline.note.policy.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `java -jar ledgerline-…-verifier.jar BUNDLE --vkey KEY|FILE [--policy FILE] [--json]`.
///
/// Exit codes: 0 verified; 1 failed; 2 wrong usage, a file that cannot be read, or a bundle that
/// takes more memory or stack than there is; 3 consistent, but no trusted key was given; 4
/// consistent and signed by a trusted key, but the quorum of the policy is not met.
public final class Main {

  /// The bundle was verified under a trusted key.
  public static final int VERIFIED = 0;

  /// Something in the bundle is wrong.
  public static final int FAILED = 1;

  /// The arguments are wrong, a file cannot be read, or the check ran out of memory or stack: there
  /// is no verdict.
  public static final int UNUSABLE = 2;

  /// Everything fits, but no trusted key was given.
  public static final int KEY_UNTRUSTED = 3;

  /// Everything fits and a trusted key signed, but too few witnesses of the policy cosigned.
  public static final int QUORUM_NOT_MET = 4;

  private static final long KEY_FILE_BYTES_MAX = 64 * 1024;

  private static final String EXHAUSTED =
      "not checked: the bundle takes more memory or stack than this Java has; more memory is given"
          + " with java -Xmx2g -jar";

  private static final String USAGE =
      """
      usage: java -jar ledgerline-verifier.jar BUNDLE [--vkey KEY]... [--policy FILE] [--json]

        BUNDLE       an evidence bundle (zip)
        --vkey KEY   a verifier key of the log that you trust, or a file with one key a line;
                     get it from elsewhere than the bundle
        --policy FILE  the logs and witnesses that you trust, and how many of these
                     witnesses have to have cosigned (C2SP tlog-policy)
        --json       the verdict as JSON

      exit codes: 0 verified, 1 failed, 2 no verdict (wrong usage, unreadable,
      or more memory needed than there is), 3 consistent but no key given,
      4 signed by a key that you trust, but too few witnesses cosigned
      """;

  private Main() {}

  /// Runs the verifier and leaves with its exit code.
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), out, err));
  }

  /// Runs the verifier.
  ///
  /// @return the exit code
  static int run(List<String> args, PrintStream out, PrintStream err) {
    return run(args, out, err, BundleVerifier::verify);
  }

  /// Runs a check in place of the bundle verifier's.
  ///
  /// @return the exit code
  static int run(List<String> args, PrintStream out, PrintStream err, Check check) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(USAGE);
      return VERIFIED;
    }
    Command command;
    try {
      command = Command.parse(args);
    } catch (UsageException wrong) {
      err.println(wrong.getMessage());
      err.print(USAGE);
      return UNUSABLE;
    }
    try {
      Verdict verdict = check.verify(command.bundle, command.trust);
      out.print(command.json ? Report.json(verdict) : Report.text(command.bundle, verdict));
      return exitCode(verdict);
    } catch (IOException unreadable) {
      err.println("cannot read the bundle: " + words(unreadable));
      return UNUSABLE;
    } catch (OutOfMemoryError | StackOverflowError exhausted) {
      // A bundle is written by a stranger: left alone, the JVM would leave with the code of FAILED.
      // What the check held is free again here, and nothing of it is used any more.
      err.println(EXHAUSTED);
      if (command.json) {
        out.print(Report.notChecked(EXHAUSTED));
      }
      return UNUSABLE;
    }
  }

  /// What gives the verdict.
  interface Check {

    /// The verdict on a bundle under what is trusted.
    ///
    /// @throws IOException if the file cannot be read
    Verdict verify(Path bundle, BundleVerifier.Trust trust) throws IOException;
  }

  /// Why a file cannot be read, for a person; what is rare keeps the words of the platform.
  private static String words(IOException unreadable) {
    if (unreadable instanceof NoSuchFileException) {
      return "there is no file " + unreadable.getMessage();
    }
    if (unreadable instanceof AccessDeniedException) {
      return unreadable.getMessage() + " may not be read by you";
    }
    return String.valueOf(unreadable.getMessage());
  }

  private static int exitCode(Verdict verdict) {
    if (verdict instanceof Verdict.Verified) {
      return VERIFIED;
    }
    if (verdict instanceof Verdict.QuorumNotMet) {
      return QUORUM_NOT_MET;
    }
    return verdict instanceof Verdict.Failed ? FAILED : KEY_UNTRUSTED;
  }

  private record Command(Path bundle, BundleVerifier.Trust trust, boolean json) {

    static Command parse(List<String> args) throws UsageException {
      List<String> bundles = new ArrayList<>();
      List<VerifierKey> trusted = new ArrayList<>();
      List<String> policies = new ArrayList<>();
      boolean json = false;
      for (int i = 0; i < args.size(); i++) {
        String arg = args.get(i);
        if (arg.equals("--json")) {
          json = true;
        } else if (arg.equals("--vkey") && i + 1 < args.size()) {
          i++;
          trusted.addAll(keys(args.get(i)));
        } else if (arg.startsWith("--vkey=")) {
          trusted.addAll(keys(arg.substring("--vkey=".length())));
        } else if (arg.equals("--policy") && i + 1 < args.size()) {
          i++;
          policies.add(args.get(i));
        } else if (arg.startsWith("--policy=")) {
          policies.add(arg.substring("--policy=".length()));
        } else if (arg.startsWith("-")) {
          throw new UsageException("unknown or incomplete option " + arg);
        } else {
          bundles.add(arg);
        }
      }
      if (bundles.size() != 1) {
        throw new UsageException("name one bundle");
      }
      if (policies.size() > 1) {
        throw new UsageException("name one policy: whoever trusts two has to write one of them");
      }
      Optional<Policy> policy =
          policies.isEmpty() ? Optional.empty() : Optional.of(policy(path(policies.get(0))));
      return new Command(path(bundles.get(0)), new BundleVerifier.Trust(trusted, policy), json);
    }

    private static Policy policy(Path file) throws UsageException {
      try {
        if (Files.size(file) > Policy.SIZE_BYTES_MAX) {
          throw new UsageException("no policy: " + file);
        }
        return Policy.parse(Files.readAllBytes(file));
      } catch (IOException unreadable) {
        throw new UsageException("cannot read the policy: " + words(unreadable));
      } catch (MalformedPolicyException malformed) {
        throw new UsageException(
            "no policy: " + file + "\n  " + String.join("\n  ", malformed.problems()));
      }
    }

    private static List<VerifierKey> keys(String keyOrFile) throws UsageException {
      List<String> lines = List.of(keyOrFile);
      boolean isFile = false;
      try {
        Path file = Path.of(keyOrFile);
        isFile = Files.isRegularFile(file);
        if (isFile) {
          if (Files.size(file) > KEY_FILE_BYTES_MAX) {
            throw new UsageException("no file of keys: " + keyOrFile);
          }
          lines = Files.readString(file).lines().map(String::strip).toList();
        }
      } catch (InvalidPathException noPath) {
        lines = List.of(keyOrFile);
      } catch (IOException unreadable) {
        throw new UsageException("cannot read the key: " + words(unreadable));
      }
      List<VerifierKey> keys = new ArrayList<>();
      for (String line : lines) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          try {
            keys.add(VerifierKey.parse(line));
          } catch (MalformedNoteException malformed) {
            throw new UsageException(
                (isFile ? "no verifier key in the file " : "no such file, and no verifier key: ")
                    + keyOrFile
                    + " ("
                    + malformed.getMessage()
                    + ")");
          }
        }
      }
      if (keys.isEmpty()) {
        throw new UsageException("no key in " + keyOrFile);
      }
      return keys;
    }

    private static Path path(String text) throws UsageException {
      try {
        return Path.of(text);
      } catch (InvalidPathException invalid) {
        throw new UsageException("no path: " + text);
      }
    }
  }

  private static final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
