package io.ledgerline.cli;

import io.ledgerline.canon.Bytes;
import io.ledgerline.cli.audit.HttpLog;
import io.ledgerline.cli.audit.ReceiptCheck;
import io.ledgerline.cli.audit.Successors;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Receipt;
import io.ledgerline.entry.Timestamp;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Verifies a receipt that a producer kept: that its entry is in the log, and that the entry is the
/// event that was sent. Exit codes are those of [VerifyLog].
///
/// @param terminal where the verdict goes
record VerifyReceipt(Terminal terminal) {

  /// What is compared.
  ///
  /// @param receipt the file of the receipt
  /// @param event the file of what was sent, if it is there
  /// @param service where the service is, to ask for what is not in a file
  /// @param proof a file with the entry's `tlog-proof`; it is asked for if there is none
  record Subject(Path receipt, Optional<Path> event, Optional<URI> service, Optional<Path> proof) {}

  /// Compares and tells.
  int run(Subject subject, VerifyLog.Trust trust) throws IOException {
    Receipt receipt;
    InclusionFile proof;
    Checkpoint checkpoint;
    try {
      receipt = Receipt.parse(Bytes.owned(Files.readAllBytes(subject.receipt())));
      proof = InclusionFile.parse(proof(subject, receipt.index()));
      checkpoint = Checkpoint.open(proof.checkpoint(), keys(subject, trust));
    } catch (CorruptEntryException | MalformedNoteException malformed) {
      return failed(List.of(String.valueOf(malformed.getMessage())));
    } catch (UntrustedNoteException untrusted) {
      return untrusted(subject, trust, untrusted);
    }
    List<String> findings = new ArrayList<>(ReceiptCheck.findings(receipt, proof, checkpoint));
    if (subject.event().isPresent()) {
      Bytes sent = Bytes.owned(Files.readAllBytes(subject.event().get()));
      ReceiptCheck.finding(receipt, sent).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? passed(subject, trust, receipt, proof, checkpoint)
        : failed(findings);
  }

  private int passed(
      Subject subject,
      VerifyLog.Trust trust,
      Receipt receipt,
      InclusionFile proof,
      Checkpoint checkpoint) {
    boolean isTrusted = !trust.keys().isEmpty();
    terminal.say(trust.headline(proof.checkpoint()));
    terminal.say("  entry " + receipt.index() + " of " + checkpoint.origin());
    terminal.say(
        "  received "
            + Timestamp.format(receipt.leaf().receivedAt())
            + ", by the operator's clock");
    terminal.say("  the leaf of the receipt is in the tree of the checkpoint");
    terminal.say("  over " + checkpoint.size() + " entries, root " + checkpoint.root().toBase64());
    trust.witnesses(proof.checkpoint()).forEach(terminal::say);
    terminal.say(
        subject
            .event()
            .map(file -> "  it commits to exactly what is in " + file)
            .orElse("Not compared with what was sent: no --event was given."));
    if (!isTrusted) {
      terminal.say("Nobody you trust vouches for it: get the key from elsewhere (--vkey).");
      return VerifyLog.KEY_UNTRUSTED;
    }
    if (!trust.isQuorumMet(proof.checkpoint())) {
      terminal.say("The quorum of the policy is NOT met.");
      return VerifyLog.QUORUM_NOT_MET;
    }
    return VerifyLog.VERIFIED;
  }

  private int untrusted(Subject subject, VerifyLog.Trust trust, UntrustedNoteException untrusted) {
    List<String> findings = new ArrayList<>(List.of(String.valueOf(untrusted.getMessage())));
    subject
        .service()
        .ifPresent(
            url -> {
              try (HttpLog log = HttpLog.below(url, "log")) {
                Successors.after(log, trust.keys()).ifPresent(findings::add);
              }
            });
    return failed(findings);
  }

  private int failed(List<String> findings) {
    terminal.say("FAILED");
    findings.forEach(finding -> terminal.say("  " + finding));
    return VerifyLog.FAILED;
  }

  private static byte[] proof(Subject subject, long index) throws IOException {
    if (subject.proof().isPresent()) {
      return Files.readAllBytes(subject.proof().get());
    }
    try (HttpLog api = HttpLog.below(subject.service().orElseThrow(), "api/v1")) {
      return api.get("entries/" + index + "/proof").join();
    }
  }

  private static List<VerifierKey> keys(Subject subject, VerifyLog.Trust trust) {
    if (!trust.keys().isEmpty()) {
      return trust.keys();
    }
    URI url =
        subject
            .service()
            .orElseThrow(() -> new UsageException("a receipt and a proof need --vkey KEY"));
    try (HttpLog log = HttpLog.below(url, "log")) {
      String text = new String(log.get("vkey").join(), StandardCharsets.UTF_8).strip();
      return List.of(VerifierKey.parse(text));
    }
  }
}
