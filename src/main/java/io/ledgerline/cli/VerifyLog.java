package io.ledgerline.cli;

import io.ledgerline.cli.audit.HttpLog;
import io.ledgerline.cli.audit.LogAudit;
import io.ledgerline.cli.audit.RemoteLog;
import io.ledgerline.cli.audit.Successors;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.MalformedPolicyException;
import io.ledgerline.note.policy.Policy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// Verifies a running log as a stranger would: over HTTP, with a key from elsewhere.
///
/// @param terminal where the verdict goes, and how far it is
record VerifyLog(Terminal terminal) {

  /// Everything fits, under a trusted key.
  static final int VERIFIED = 0;

  /// Something is wrong with the log.
  static final int FAILED = 1;

  /// There is no verdict: wrong usage, or the log does not answer.
  static final int UNUSABLE = 2;

  /// Everything fits, but no trusted key was given.
  static final int KEY_UNTRUSTED = 3;

  /// Everything fits under a trusted key, but too few witnesses of the policy cosigned.
  static final int QUORUM_NOT_MET = 4;

  private static final Set<String> OPTIONS =
      Set.of("url", "vkey", "policy", "from", "proof", "event");
  private static final long PROGRESS_ENTRIES = 100_000;

  /// Whom the caller trusts.
  record Trust(List<VerifierKey> keys, Optional<Policy> policy) {

    /// Whether enough witnesses cosigned.
    boolean isQuorumMet(SignedNote note) {
      return policy.map(known -> known.judge(note).isQuorumMet()).orElse(true);
    }

    /// What is said first of something that is consistent.
    String headline(SignedNote note) {
      if (keys.isEmpty()) {
        return "CONSISTENT, KEY UNTRUSTED";
      }
      return isQuorumMet(note) ? "VERIFIED" : "QUORUM NOT MET";
    }

    /// Who of the witnesses of the policy cosigned and who did not, a line each.
    List<String> witnesses(SignedNote note) {
      List<String> lines = new ArrayList<>();
      policy
          .map(known -> known.judge(note))
          .ifPresent(
              judgement -> {
                for (Policy.Cosigned seen : judgement.cosigned()) {
                  lines.add(
                      "  cosigned by %s on %s, by its own clock"
                          .formatted(seen.witness().shownName(), seen.cosignature().time()));
                }
                judgement
                    .missing()
                    .forEach(witness -> lines.add("  not cosigned by " + witness.shownName()));
              });
      return lines;
    }
  }

  /// Reads the log and tells.
  ///
  /// @return an exit code of this class
  int run(List<String> words) {
    Optional<URI> url = Optional.empty();
    try {
      Arguments arguments = Arguments.parse(words, OPTIONS, Set.of());
      url = arguments.value("url").map(URI::create);
      return run(arguments, url);
    } catch (UsageException | IllegalArgumentException misunderstood) {
      terminal.note("ledgerline: " + misunderstood.getMessage());
    } catch (CompletionException silent) {
      URI asked = url.orElseThrow();
      terminal.note("ledgerline: " + HttpLog.silence(asked, silent));
    } catch (NoSuchFileException missing) {
      terminal.note("ledgerline: there is no file " + missing.getMessage());
    } catch (IOException broken) {
      terminal.note("ledgerline: a file cannot be read or written: " + broken.getMessage());
    }
    return UNUSABLE;
  }

  private int run(Arguments arguments, Optional<URI> url) throws IOException {
    Optional<Path> from = arguments.value("from").map(VerifyLog::path);
    Optional<Path> proof = arguments.value("proof").map(VerifyLog::path);
    Optional<Path> event = arguments.value("event").map(VerifyLog::path);
    List<String> operands = arguments.operands();
    if (operands.size() > 1) {
      throw new UsageException("verify takes one file");
    }
    if (operands.isEmpty()) {
      if (url.isEmpty() || proof.isPresent() || event.isPresent()) {
        throw new UsageException("name a bundle, a receipt, or a running log (--url URL)");
      }
      try (HttpLog log = HttpLog.below(url.get(), "log")) {
        return run(log, trust(arguments), from);
      }
    }
    if (from.isPresent() || (url.isEmpty() && proof.isEmpty())) {
      throw new UsageException("a receipt is verified with --url URL or --proof FILE");
    }
    return new VerifyReceipt(terminal)
        .run(
            new VerifyReceipt.Subject(path(operands.getFirst()), event, url, proof),
            trust(arguments));
  }

  private int run(RemoteLog log, Trust trust, Optional<Path> from) throws IOException {
    boolean isTrusted = !trust.keys().isEmpty();
    List<VerifierKey> keys = isTrusted ? trust.keys() : List.of(ownKey(log));
    SignedNote note;
    Checkpoint checkpoint;
    Optional<Checkpoint> earlier;
    try {
      note = SignedNote.parse(log.get("checkpoint").join());
      checkpoint = Checkpoint.open(note, keys);
      earlier = from.filter(Files::exists).map(file -> earlier(file, keys));
    } catch (MalformedNoteException malformed) {
      return failed(List.of(String.valueOf(malformed.getMessage())), 1);
    } catch (UntrustedNoteException untrusted) {
      List<String> words = new ArrayList<>(List.of(String.valueOf(untrusted.getMessage())));
      Successors.after(log, keys).ifPresent(words::add);
      return failed(words, 1);
    }
    String origin = checkpoint.origin();
    if (keys.stream().noneMatch(key -> key.name().equals(origin))
        || earlier.filter(before -> !before.origin().equals(origin)).isPresent()) {
      return failed(List.of("the checkpoint is of another log, " + origin), 1);
    }
    LogAudit.Result result =
        new LogAudit(log, checkpoint, earlier, new Progress(checkpoint.size())::told).run();
    if (result.findingsCount() > 0) {
      return failed(result.findings(), result.findingsCount());
    }
    return passed(checkpoint, note, earlier, trust, from);
  }

  private int passed(
      Checkpoint checkpoint,
      SignedNote note,
      Optional<Checkpoint> earlier,
      Trust trust,
      Optional<Path> from)
      throws IOException {
    boolean isTrusted = !trust.keys().isEmpty();
    terminal.say(trust.headline(note));
    terminal.say("  the checkpoint of " + checkpoint.origin());
    terminal.say("  over " + checkpoint.size() + " entries, root " + checkpoint.root().toBase64());
    terminal.say("  every tile, every entry against its hash");
    trust.witnesses(note).forEach(terminal::say);
    earlier.ifPresent(
        before ->
            terminal.say("  its first " + before.size() + " entries are those of the earlier one"));
    if (!isTrusted) {
      terminal.say("Nobody you trust vouches for it: get the key from elsewhere (--vkey).");
      return KEY_UNTRUSTED;
    }
    if (!trust.isQuorumMet(note)) {
      terminal.say("The quorum of the policy is NOT met.");
      return QUORUM_NOT_MET;
    }
    if (from.isPresent()) {
      keep(from.get(), note);
      terminal.say("  kept in " + from.get());
    }
    terminal.say("Not seen: payloads, and what opens them; they are not served to strangers.");
    return VERIFIED;
  }

  private int failed(List<String> findings, long count) {
    terminal.say("FAILED: " + count + (count == 1 ? " finding" : " findings"));
    findings.forEach(finding -> terminal.say("  " + finding));
    return FAILED;
  }

  /// Tells a person how far it is.
  private final class Progress {

    private final long of;
    private long next = PROGRESS_ENTRIES;

    Progress(long of) {
      this.of = of;
    }

    void told(long entries) {
      if (entries >= next) {
        next = entries + PROGRESS_ENTRIES;
        terminal.note(entries + " of " + of + " entries");
      }
    }
  }

  private VerifierKey ownKey(RemoteLog log) {
    String text = new String(log.get("vkey").join(), StandardCharsets.UTF_8).strip();
    return VerifierKey.parse(text);
  }

  private static Checkpoint earlier(Path file, List<VerifierKey> keys) {
    try {
      return Checkpoint.open(SignedNote.parse(Files.readAllBytes(file)), keys);
    } catch (IOException unreadable) {
      throw new UsageException("cannot read " + file + ": " + unreadable.getMessage());
    } catch (MalformedNoteException | UntrustedNoteException refused) {
      throw new UsageException(
          "no checkpoint of this log in " + file + ": " + refused.getMessage());
    }
  }

  private static void keep(Path file, SignedNote note) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
    Files.writeString(fresh, note.render());
    Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Trust trust(Arguments arguments) throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    Optional<String> given = arguments.value("vkey");
    if (given.isPresent()) {
      keys.addAll(keys(given.get()));
    }
    Optional<Policy> policy = Optional.empty();
    if (arguments.value("policy").isPresent()) {
      Path file = path(arguments.value("policy").get());
      try {
        policy = Optional.of(Policy.parse(Files.readAllBytes(file)));
      } catch (MalformedPolicyException malformed) {
        throw new UsageException("no policy: " + file + ": " + malformed.problems());
      }
      keys.addAll(policy.get().logKeys());
    }
    return new Trust(keys, policy);
  }

  private static List<VerifierKey> keys(String keyOrFile) throws IOException {
    List<String> lines =
        Files.isRegularFile(path(keyOrFile))
            ? Files.readAllLines(path(keyOrFile))
            : List.of(keyOrFile);
    try {
      List<VerifierKey> keys =
          lines.stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(VerifierKey::parse)
              .toList();
      if (keys.isEmpty()) {
        throw new UsageException("no key in " + keyOrFile);
      }
      return keys;
    } catch (MalformedNoteException malformed) {
      throw new UsageException("no such file, and no verifier key: " + keyOrFile);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new UsageException("no path: " + text);
    }
  }
}
