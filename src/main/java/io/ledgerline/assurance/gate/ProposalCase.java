package io.ledgerline.assurance.gate;

import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.assurance.gate.ProposalEvidence.Said;
import io.ledgerline.entry.Identity;
import io.ledgerline.event.record.Actor;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Described;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Whether enough people approved one proposal: a function of what stands in the ledger about it,
/// of the order there, of settings and of a time.
///
/// A refusal wins, whoever said it and whenever. What is left open counts against the proposal.
record ProposalCase(ProposalSettings settings, Instant now) {

  private static final String APPROVED = "approved";
  private static final String REJECTED = "rejected";
  private static final long PEOPLE_MAX = 1_000_000_000;

  /// An entry with the proposal.
  ///
  /// @param digest its leaf hash in hexadecimal
  record Filed(long entry, String digest, Instant receivedAt, Described record) {}

  /// An entry that says something of the proposal.
  ///
  /// @param isWhole false if a part of it was erased
  /// @param isTakenBack whether another record supersedes it, or it stood in an entry too that is
  ///   retracted: whoever has a signed record can send it again
  /// @param identity how well is known who said it
  /// @param key which key signed it
  record Answered(
      long entry,
      Approval record,
      boolean isWhole,
      boolean isTakenBack,
      ApproverIdentity identity,
      Optional<String> key) {}

  /// What came of it.
  ///
  /// @param reasons why not to act; none if all is well
  record Ruling(ProposalEvidence evidence, List<Reason> reasons) {}

  /// Rules on a proposal.
  ///
  /// @param filings every entry that it stands in, at least one
  /// @param answers every entry that says something of it
  Ruling rule(List<Filed> filings, List<Answered> answers) {
    List<Filed> filed = filings.stream().sorted(Comparator.comparingLong(Filed::entry)).toList();
    Filed first = filed.getFirst();
    List<Reason> reasons = new ArrayList<>();
    for (Filed other : filed) {
      if (!content(other).equals(content(first))) {
        reasons.add(reason("amended", "The same record says something else here.", other.entry()));
      }
    }
    Instant expires = expires(first);
    if (!now.isBefore(expires)) {
      reasons.add(reason("expired", "It could be acted upon until " + expires, first.entry()));
    }
    Map<Person, Long> conditional = new LinkedHashMap<>();
    List<Answered> inOrder =
        answers.stream().sorted(Comparator.comparingLong(Answered::entry)).toList();
    for (Answered answer : inOrder) {
      String verdict = answer.record().verdict();
      if (verdict.equals(REJECTED)) {
        reasons.add(reason("refused", "It was refused.", answer.entry()));
      } else if (!verdict.equals(APPROVED)) {
        actor(answer).ifPresent(who -> conditional.put(Person.of(who), answer.entry()));
      }
    }
    List<Said> said = new ArrayList<>();
    Set<Person> people = new LinkedHashSet<>();
    for (Answered answer : inOrder) {
      Optional<String> ignored = ignored(answer, filed, conditional);
      Optional<Actor> actor = actor(answer);
      if (ignored.isEmpty()) {
        actor.ifPresent(who -> people.add(Person.of(who)));
      }
      said.add(
          new Said(
              answer.entry(),
              actor.map(Actor::id).orElse(""),
              answer.record().verdict(),
              answer.identity(),
              answer.key(),
              ignored));
    }
    long required = required(first);
    if (people.size() < required) {
      String detail = "%d of %d people have approved it.".formatted(people.size(), required);
      reasons.add(Reason.of("not-approved", detail));
    }
    return new Ruling(
        new ProposalEvidence(first.entry(), first.digest(), required, expires, said), reasons);
  }

  /// Why an answer is not counted as an approval.
  private Optional<String> ignored(
      Answered answer, List<Filed> filed, Map<Person, Long> conditional) {
    Approval record = answer.record();
    Optional<Actor> actor = actor(answer);
    if (!record.verdict().equals(APPROVED)) {
      return Optional.of("it does not say approved");
    }
    if (!answer.isWhole()) {
      return Optional.of("a part of it was erased");
    }
    if (answer.isTakenBack()) {
      return Optional.of("it was retracted, or another record supersedes it");
    }
    if (actor.isEmpty()) {
      return Optional.of("nobody is said to have approved");
    }
    if (filed.getFirst().entry() > answer.entry()) {
      return Optional.of("the proposal was not recorded yet");
    }
    boolean isOfThis =
        filed.stream()
            .anyMatch(
                one -> one.entry() < answer.entry() && one.digest().equals(record.subjectDigest()));
    if (!isOfThis) {
      return Optional.of("its subjectDigest is not the leaf hash of the proposal");
    }
    if (record.validUntil().filter(until -> !now.isBefore(until)).isPresent()) {
      return Optional.of("it held until " + record.validUntil().get());
    }
    return ofWhom(answer, actor.get(), filed, conditional);
  }

  private Optional<String> ofWhom(
      Answered answer, Actor actor, List<Filed> filed, Map<Person, Long> conditional) {
    Person person = Person.of(actor);
    boolean isOwn =
        Person.of(answer.record().author()).equals(person)
            || filed.stream()
                .flatMap(one -> one.record().envelope().actor().stream())
                .anyMatch(proposer -> Person.of(proposer).equals(person));
    if (isOwn) {
      return Optional.of("whoever proposes does not approve");
    }
    if (isSoftware(actor) || settings.software().contains(person)) {
      return Optional.of("software does not approve");
    }
    if (!settings.approvers().isEmpty() && !settings.approvers().contains(person)) {
      return Optional.of("not one of those who may approve");
    }
    if (answer.identity().compareTo(settings.identity()) < 0) {
      return Optional.of("who approved is " + answer.identity().label() + " only");
    }
    if (conditional.getOrDefault(person, -1L) > answer.entry()) {
      return Optional.of("the same person made conditions later");
    }
    return Optional.empty();
  }

  private static boolean isSoftware(Actor actor) {
    return actor.data().string("kind").filter("software"::equalsIgnoreCase).isPresent()
        || actor.role().filter("agent"::equalsIgnoreCase).isPresent();
  }

  private static Optional<Actor> actor(Answered answer) {
    return answer.record().envelope().actor();
  }

  /// The earlier of what it says itself and of what is set; of what it cannot say, the beginning.
  private Instant expires(Filed filed) {
    Instant own =
        filed.record().data().string("expiresAt").map(ProposalCase::time).orElse(Instant.MIN);
    Instant byAge = filed.receivedAt().plus(settings.ageMax());
    return own.isBefore(byAge) ? own : byAge;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      return Instant.MIN;
    }
  }

  /// The larger of what it says itself and of what is set. What is no number of people asks for
  /// more than there are.
  private long required(Filed filed) {
    long own =
        filed
            .record()
            .data()
            .integer("approvalsRequired")
            .filter(count -> count <= PEOPLE_MAX)
            .orElse(PEOPLE_MAX);
    return Math.max(own, settings.approvalsMin());
  }

  private static String content(Filed filed) {
    return Identity.contentDigest(filed.record().data()).toHex();
  }

  private static Reason reason(String code, String detail, long entry) {
    return new Reason(code, detail, OptionalLong.of(entry));
  }
}
