package io.ledgerline.verifier;

import static io.ledgerline.evidence.Finding.printable;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.Timestamp;
import io.ledgerline.evidence.Finding;
import io.ledgerline.evidence.Verdict;
import io.ledgerline.note.policy.Policy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict in plain sentences, or as one line of JSON whose names stay.
final class Report {

  /// What no bundle shows; printed with every verdict that is not a failure.
  private static final List<String> LIMITS =
      List.of(
          "that what an event says is true",
          "that a producer sent everything, or that nothing was left out of this bundle",
          "who a person behind a key is",
          "the exact time of receipt: the times are those of the operator's clock",
          "that there is no second version of the log: compare checkpoints with others",
          "that entries after the checkpoint will last",
          "what an erased or withheld unit, or a replaced secret, was");

  private static final String OTHER_KEY =
      """
      signed by another key of this origin than
      yours. A log that replaced its key has bundles under the one and the other: see /log/keys
      for the keys that the log had, each signed by the one before it, and verify with the one
      that signed this bundle if you find it there. If it is not there, somebody else made it
      under this name.\
      """;

  private Report() {}

  static String text(Path bundle, Verdict verdict) {
    StringBuilder text = new StringBuilder();
    if (verdict instanceof Verdict.Failed failed) {
      text.append("FAILED: ").append(bundle);
      text.append(
          failed.isKeyAlone()
              ? " is not signed by a key that you trust.\n\n"
              : " is not what the log committed to.\n\n");
      for (Finding finding : failed.findings()) {
        text.append("  ").append(finding).append('\n');
      }
      if (failed.isKeyAlone()) {
        text.append("\nEverything else in it fits together: it is ");
        text.append(failed.isOtherKeyOfOrigin() ? OTHER_KEY : "of another log than your key.");
      }
      return text.append("\nDo not rely on anything in it.\n").toString();
    }
    if (verdict instanceof Verdict.Verified verified) {
      text.append("VERIFIED: ").append(bundle).append('\n');
      summary(verified.summary(), text);
    } else if (verdict instanceof Verdict.QuorumNotMet unmet) {
      text.append("QUORUM NOT MET: ").append(bundle).append("\n\n");
      text.append(
          "Everything in it fits together and a key that you trust signed it, but too few of"
              + " the\n");
      text.append(
          "witnesses that your policy asks for cosigned its checkpoint. Others may have been"
              + " shown\n");
      text.append("another version of the log.\n");
      summary(unmet.summary(), text);
    } else if (verdict instanceof Verdict.ConsistentKeyUntrusted untrusted) {
      text.append("CONSISTENT, KEY UNTRUSTED: ").append(bundle).append("\n\n");
      text.append(
          "Everything in it fits together, but nobody you trust vouches for it: no key was\n");
      text.append(
          "given. Get the log's key from elsewhere and pass it with --vkey. The bundle says\n");
      text.append("  ").append(printable(untrusted.summary().key().text())).append('\n');
      summary(untrusted.summary(), text);
    }
    text.append("\nThis does not show\n");
    LIMITS.forEach(limit -> text.append("  - ").append(limit).append('\n'));
    return text.toString();
  }

  private static void summary(Verdict.Summary summary, StringBuilder text) {
    List<Verdict.Entry> entries = summary.entries();
    int units = entries.stream().mapToInt(Verdict.Entry::units).sum();
    int closed = entries.stream().mapToInt(entry -> entry.closed().size()).sum();
    // A leaf may claim any number: an int would overflow, and the line be left out.
    long redactions = entries.stream().mapToLong(Verdict.Entry::redactions).sum();
    text.append("\nSubject (words of whoever made the bundle)\n  ");
    text.append(printable(summary.subject())).append('\n');
    text.append("\nChecked\n");
    line(text, "the checkpoint of " + summary.origin() + " over " + summary.size() + " entries");
    line(text, "  root " + summary.root().toBase64());
    line(text, "  signed by " + summary.key().name() + "+" + summary.key().id());
    summary.witnessed().ifPresent(judgement -> witnesses(judgement, text));
    line(text, "the genesis: log " + summary.log());
    line(text, entries.size() + " entries, each with its leaf, its proof and its payload");
    line(
        text,
        "  received "
            + Timestamp.format(entries.get(0).receivedAt())
            + " to "
            + Timestamp.format(entries.get(entries.size() - 1).receivedAt())
            + ", by the operator's clock");
    line(text, "  " + (units - closed) + " of " + units + " units of their payloads");
    line(text, "every file of the bundle, against the manifest");
    notChecked(summary, closed, redactions, text);
    text.append("\nSHA-256 of the bundle\n  ").append(summary.bundleSha256()).append('\n');
  }

  private static void witnesses(Policy.Judgement judgement, StringBuilder text) {
    for (Policy.Cosigned cosigned : judgement.cosigned()) {
      line(
          text,
          "  cosigned by "
              + cosigned.witness().shownName()
              + " ("
              + cosigned.witness().key().name()
              + ") on "
              + cosigned.cosignature().time()
              + ", by its own clock");
    }
    for (Policy.Witness missing : judgement.missing()) {
      line(text, "  not cosigned by " + missing.shownName() + " (" + missing.key().name() + ")");
    }
    line(text, "  the quorum of your policy is " + (judgement.isQuorumMet() ? "met" : "not met"));
  }

  private static void notChecked(
      Verdict.Summary summary, int closed, long redactions, StringBuilder text) {
    StringBuilder open = new StringBuilder();
    if (closed > 0) {
      line(open, "units that were erased or are withheld, " + closed + "; their digests hold:");
      summary.entries().forEach(entry -> closed(entry, open));
    }
    if (redactions > 0) {
      line(open, "secrets that were replaced before anything was hashed, " + redactions);
    }
    summary.unchecked().forEach(name -> line(open, "a further signature of " + name));
    for (Verdict.Document document : summary.documents()) {
      if (document.recordedBy().isEmpty()) {
        line(open, "documents/" + document.name() + ": no entry of this bundle records it");
      } else {
        line(text, "documents/" + document.name() + ", recorded by entry " + document.recordedBy());
      }
    }
    line(open, "the subject and the roles in bundle.json: the words of whoever made the bundle");
    text.append("\nNot checked\n").append(open);
  }

  private static void closed(Verdict.Entry entry, StringBuilder open) {
    List<Integer> erased = entry.erased().stream().map(Verdict.Erased::unit).toList();
    List<Integer> withheld =
        entry.closed().stream().filter(unit -> !erased.contains(unit)).toList();
    for (Verdict.Erased unit : entry.erased()) {
      line(
          open,
          "  entry %d, unit %d erased by entry %d on %s"
              .formatted(entry.index(), unit.unit(), unit.by(), Timestamp.format(unit.at())));
    }
    if (!withheld.isEmpty()) {
      line(open, "  entry " + entry.index() + ", units " + withheld);
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(printable(line)).append('\n');
  }

  /// One JSON object and a line feed. The names are documented in `docs/reference/verifier.md`.
  static String json(Verdict verdict) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", JsonString.of("1"));
    if (verdict instanceof Verdict.Failed failed) {
      fields.put("verdict", JsonString.of("failed"));
      fields.put(
          "findings",
          JsonArray.of(
              failed.findings().stream()
                  .map(
                      finding ->
                          JsonObject.of(
                              Map.of(
                                  "file", JsonString.of(finding.file()),
                                  "problem", JsonString.of(finding.problem()))))
                  .toList()));
    } else if (verdict instanceof Verdict.Verified verified) {
      fields.put("verdict", JsonString.of("verified"));
      summary(verified.summary(), fields);
    } else if (verdict instanceof Verdict.QuorumNotMet unmet) {
      fields.put("verdict", JsonString.of("quorum-not-met"));
      summary(unmet.summary(), fields);
    } else if (verdict instanceof Verdict.ConsistentKeyUntrusted untrusted) {
      fields.put("verdict", JsonString.of("consistent-key-untrusted"));
      summary(untrusted.summary(), fields);
    }
    return CanonicalJson.of(JsonObject.of(fields)) + "\n";
  }

  /// One JSON object and a line feed, where there is no verdict.
  static String notChecked(String problem) {
    return CanonicalJson.of(
            JsonObject.of(
                Map.of(
                    "v", JsonString.of("1"),
                    "verdict", JsonString.of("not-checked"),
                    "problem", JsonString.of(problem))))
        + "\n";
  }

  private static void summary(Verdict.Summary summary, Map<String, JsonValue> fields) {
    fields.put("bundle_sha256", JsonString.of(summary.bundleSha256().toHex()));
    fields.put("subject", JsonString.of(summary.subject()));
    fields.put("log", JsonString.of(summary.log().toString()));
    fields.put("origin", JsonString.of(summary.origin()));
    fields.put("size", JsonNumber.of(summary.size()));
    fields.put("root", JsonString.of(summary.root().toBase64()));
    fields.put("key", JsonString.of(summary.key().text()));
    witnesses(summary.witnessed(), fields);
    fields.put("unchecked_signatures", texts(summary.unchecked()));
    fields.put("entries", JsonArray.of(summary.entries().stream().map(Report::entry).toList()));
    fields.put(
        "documents", JsonArray.of(summary.documents().stream().map(Report::document).toList()));
    fields.put("does_not_show", texts(LIMITS));
  }

  private static void witnesses(
      Optional<Policy.Judgement> witnessed, Map<String, JsonValue> fields) {
    List<Policy.Cosigned> cosigned = witnessed.map(Policy.Judgement::cosigned).orElse(List.of());
    List<Policy.Witness> missing = witnessed.map(Policy.Judgement::missing).orElse(List.of());
    fields.put(
        "quorum",
        JsonString.of(
            witnessed
                .map(judgement -> judgement.isQuorumMet() ? "met" : "not-met")
                .orElse("not-asked")));
    fields.put(
        "witnesses",
        JsonArray.of(
            cosigned.stream()
                .map(
                    one ->
                        JsonObject.of(
                            Map.of(
                                "name", JsonString.of(one.witness().shownName()),
                                "key", JsonString.of(one.witness().key().text()),
                                "time", JsonString.of(one.cosignature().time().toString()))))
                .toList()));
    fields.put(
        "witnesses_missing", texts(missing.stream().map(Policy.Witness::shownName).toList()));
  }

  private static JsonObject entry(Verdict.Entry entry) {
    return JsonObject.of(
        Map.of(
            "index", JsonNumber.of(entry.index()),
            "type", JsonString.of(entry.type()),
            "roles", texts(entry.roles()),
            "received_at", JsonString.of(Timestamp.format(entry.receivedAt())),
            "units", JsonNumber.of(entry.units()),
            "units_not_shown", JsonArray.of(entry.closed().stream().map(JsonNumber::of).toList()),
            "units_erased", JsonArray.of(entry.erased().stream().map(Report::erased).toList()),
            "redactions", JsonNumber.of(entry.redactions())));
  }

  private static JsonObject erased(Verdict.Erased unit) {
    return JsonObject.of(
        Map.of(
            "unit", JsonNumber.of(unit.unit()),
            "erased_by", JsonNumber.of(unit.by()),
            "erased_at", JsonString.of(Timestamp.format(unit.at()))));
  }

  private static JsonObject document(Verdict.Document document) {
    return JsonObject.of(
        Map.of(
            "name", JsonString.of(document.name()),
            "sha256", JsonString.of(document.sha256().toHex()),
            "recorded_by",
                JsonArray.of(document.recordedBy().stream().map(JsonNumber::of).toList())));
  }

  private static JsonArray texts(List<String> texts) {
    return JsonArray.of(texts.stream().map(JsonString::of).toList());
  }
}
