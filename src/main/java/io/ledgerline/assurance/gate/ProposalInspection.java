package io.ledgerline.assurance.gate;

import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.assurance.gate.ProposalCase.Answered;
import io.ledgerline.assurance.gate.ProposalCase.Filed;
import io.ledgerline.event.record.AiRecord;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Described;
import io.ledgerline.event.record.RecordKind;
import io.ledgerline.event.record.Ref;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.UnreadableEventException;
import io.ledgerline.graph.Iris;
import io.ledgerline.graph.Vocabulary;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.projection.facts.PayloadReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;

/// One look at a proposal for the gate: which entries are about it says the graph, which knows what
/// is retracted; what they say, and that it was not erased meanwhile, the entries themselves.
/// Within one read transaction; for one thread.
final class ProposalInspection {

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Facts facts;
  private final Iris iris;
  private final FiledEntries entries;
  private final ProposalSettings settings;
  private final Instant now;
  private final List<Reason> reasons = new ArrayList<>();
  private Optional<ProposalEvidence> evidence = Optional.empty();
  private Optional<String> iri = Optional.empty();

  ProposalInspection(Facts facts, FiledEntries entries, ProposalSettings settings, Instant now) {
    this.facts = facts;
    this.iris = facts.iris();
    this.entries = entries;
    this.settings = settings;
    this.now = now;
  }

  List<Reason> reasons() {
    return reasons;
  }

  Optional<ProposalEvidence> evidence() {
    return evidence;
  }

  Optional<String> iri() {
    return iri;
  }

  void proposal(String name) {
    String recordId = name.toLowerCase(Locale.ROOT);
    if (!UUID.matcher(recordId).matches()) {
      refuse("unknown", "A proposal is named by its recordId, a UUID.", OptionalLong.empty());
      return;
    }
    Node node = iris.record(recordId);
    withdrawn(node);
    List<Filed> filings = filings(node);
    List<Answered> answers = answers(node, recordId);
    if (filings.isEmpty()) {
      if (reasons.isEmpty()) {
        refuse("unknown", "The graph has no proposal of this name.", OptionalLong.empty());
      }
      return;
    }
    iri = Optional.of(node.getURI());
    ProposalCase.Ruling ruling = new ProposalCase(settings, now).rule(filings, answers);
    evidence = Optional.of(ruling.evidence());
    reasons.addAll(ruling.reasons());
  }

  /// One entry of it that is retracted withdraws it, though it was sent more than once.
  private void withdrawn(Node node) {
    for (long index : facts.retracted(node)) {
      if (isOf(index, RecordKind.PROPOSAL)) {
        refuse("withdrawn", "It was retracted.", OptionalLong.of(index));
      }
    }
    for (Node other : facts.subjects(Vocabulary.SUPERSEDES, node)) {
      for (long index : indices(other)) {
        refuse("amended", "Another record supersedes it.", OptionalLong.of(index));
      }
    }
  }

  private List<Filed> filings(Node node) {
    List<Filed> filings = new ArrayList<>();
    for (long index : indices(node)) {
      Optional<PayloadEntry> entry = entries.read(index);
      AiRecord record = entry.flatMap(ProposalInspection::record).orElse(null);
      if (!entry.map(ProposalInspection::isWhole).orElse(false)) {
        refuse("erased", "A part of it was erased, or it is kept elsewhere.", index);
      } else if (record instanceof Described proposal && proposal.kind() == RecordKind.PROPOSAL) {
        filings.add(
            new Filed(
                index,
                entry.get().entry().leaf().hash().toHex(),
                entry.get().entry().leaf().receivedAt(),
                proposal));
      } else {
        refuse("ambiguous", "A record of another kind has the same recordId.", index);
      }
    }
    return filings;
  }

  private List<Answered> answers(Node proposal, String recordId) {
    List<Answered> answers = new ArrayList<>();
    for (Node node : facts.saidSubjects(Vocabulary.SUBJECT, proposal)) {
      boolean isTakenBack =
          !facts.subjects(Vocabulary.SUPERSEDES, node).isEmpty()
              || facts.retracted(node).stream().anyMatch(index -> isOf(index, RecordKind.APPROVAL));
      for (long index : indices(node)) {
        if (!isOf(index, RecordKind.APPROVAL)) {
          continue;
        }
        if (answers.size() >= settings.recordsMax()) {
          refuse("too-large", "More was said of it than is looked at.", OptionalLong.empty());
          return answers;
        }
        Optional<PayloadEntry> entry = entries.read(index);
        Optional<AiRecord> record = entry.flatMap(ProposalInspection::record);
        if (record.isEmpty()) {
          // It may have been a refusal.
          refuse("erased", "What was said of it here was erased, or is kept elsewhere.", index);
        } else if (record.get() instanceof Approval approval
            && approval.subject().equals(new Ref.ById(recordId))) {
          Optional<String> key = signedWith(index, approval);
          answers.add(
              new Answered(
                  index,
                  approval,
                  isWhole(entry.get()),
                  isTakenBack,
                  key.isPresent() ? ApproverIdentity.SIGNED : ApproverIdentity.ASSERTED,
                  key));
        }
      }
    }
    return answers;
  }

  /// The key of the actor that signed an entry, if one did: whoever signs for somebody else is not
  /// that person.
  private Optional<String> signedWith(long index, Approval approval) {
    Optional<Person> actor = approval.envelope().actor().map(Person::of);
    return facts.allValues(iris.entry(index), Vocabulary.VERIFIED_IN).stream()
        .filter(
            verified ->
                actor.equals(Optional.of(Person.of(facts.text(verified, Vocabulary.SIGNER)))))
        .map(verified -> facts.text(verified, Vocabulary.SIGNING_KEY))
        .findFirst();
  }

  private NavigableSet<Long> indices(Node record) {
    NavigableSet<Long> indices = new TreeSet<>();
    facts
        .allValues(record, Vocabulary.RECORDED_IN)
        .forEach(entry -> iris.index(entry).ifPresent(indices::add));
    return indices;
  }

  private boolean isOf(long index, RecordKind kind) {
    return facts.text(iris.entry(index), Vocabulary.ENTRY_TYPE).equals(kind.type());
  }

  private static boolean isWhole(PayloadEntry entry) {
    return switch (entry.content()) {
      case PayloadEntry.Whole _ -> true;
      case PayloadEntry.Remains _ -> false;
    };
  }

  private static Optional<AiRecord> record(PayloadEntry entry) {
    try {
      return PayloadReading.of(entry)
          .flatMap(
              stored ->
                  stored instanceof StoredEvent.Ai(var record, var _)
                      ? Optional.of(record)
                      : Optional.empty());
    } catch (UnreadableEventException unreadable) {
      return Optional.empty();
    }
  }

  private void refuse(String code, String detail, long entry) {
    refuse(code, detail, OptionalLong.of(entry));
  }

  private void refuse(String code, String detail, OptionalLong entry) {
    reasons.add(new Reason(code, detail, entry));
  }
}
