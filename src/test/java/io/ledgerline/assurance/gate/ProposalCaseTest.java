package io.ledgerline.assurance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.gate.ProposalCase.Answered;
import io.ledgerline.assurance.gate.ProposalCase.Filed;
import io.ledgerline.assurance.gate.ProposalCase.Ruling;
import io.ledgerline.event.record.AiRecord.Approval;
import io.ledgerline.event.record.AiRecord.Described;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Properties of the rule, over records made at random.
class ProposalCaseTest {

  private static final int ROUNDS = 3_000;
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final String DIGEST = "ab".repeat(32);
  private static final long FILED = 50;
  private static final List<String> ACTORS =
      List.of("ann", "Ann ", "bob", "cy", "release-agent", "bot", "known-bot");

  @Test
  void withoutEnoughOtherPeopleNoSetOfRecordsOpensIt() {
    int open = 0;
    for (long seed = 0; seed < ROUNDS; seed++) {
      // Given
      Random random = new Random(seed);
      int own = 1 + random.nextInt(3);
      int set = 1 + random.nextInt(3);
      List<Answered> answers = answers(random, 0, 100);

      // When
      Ruling ruling = rule(own, set, answers);

      // Then
      if (ruling.reasons().isEmpty()) {
        open++;
        assertThat(people(answers))
            .as("seed %d", seed)
            .hasSizeGreaterThanOrEqualTo(Math.max(own, set));
        assertThat(answers)
            .as("seed %d", seed)
            .noneMatch(one -> one.record().verdict().equals("rejected"));
      }
    }
    assertThat(open).as("how many opened at all").isPositive();
  }

  @Test
  void theOrderAmongThemselvesOfWhatCameAfterDecidesNothing() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      // Given
      Random random = new Random(seed);
      List<Answered> answers =
          answers(random, FILED + 1, FILED + 100).stream()
              .filter(one -> !one.record().verdict().equals("conditional"))
              .toList();

      // When
      List<Answered> permuted = permuted(answers, random);
      Ruling first = rule(2, 1, answers);
      Ruling second = rule(2, 1, permuted);

      // Then
      assertThat(second.reasons().isEmpty())
          .as("seed %d", seed)
          .isEqualTo(first.reasons().isEmpty());
      assertThat(counted(second)).as("seed %d", seed).isEqualTo(counted(first));
    }
  }

  @Test
  void oneRefusalClosesWhateverElseIsSaid() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      // Given
      Random random = new Random(seed);
      List<Answered> answers = new ArrayList<>(answers(random, 0, 100));

      // When
      answers.add(answer(random.nextInt(200), "ann", "rejected", "cd".repeat(32)));

      // Then
      assertThat(rule(1, 1, answers).reasons())
          .as("seed %d", seed)
          .extracting(GateAnswer.Reason::code)
          .contains("refused");
    }
  }

  /// By the letter, and more generous than the rule: whoever is another person and said so of this.
  private static Set<String> people(List<Answered> answers) {
    return answers.stream()
        .filter(one -> one.entry() > FILED && one.isWhole() && !one.isTakenBack())
        .filter(one -> one.record().verdict().equals("approved"))
        .filter(one -> one.record().subjectDigest().equals(DIGEST))
        .map(one -> one.record().envelope().actor().orElseThrow().id())
        .map(id -> id.strip().toLowerCase(Locale.ROOT))
        .filter(id -> !Set.of("release-agent", "bot", "known-bot").contains(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> counted(Ruling ruling) {
    return ruling.evidence().approvals().stream()
        .filter(ProposalEvidence.Said::counts)
        .map(ProposalEvidence.Said::actor)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Ruling rule(int own, int set, List<Answered> answers) {
    ProposalSettings settings =
        new ProposalSettings(
            set,
            Duration.ofDays(7),
            ApproverIdentity.ASSERTED,
            Set.of(),
            Set.of(Person.of("known-bot")),
            1_000);
    Described proposal = (Described) Proposals.read(Proposals.proposal("p", own));
    Filed filed = new Filed(FILED, DIGEST, NOW.minus(Duration.ofHours(1)), proposal);
    return new ProposalCase(settings, NOW).rule(List.of(filed), answers);
  }

  private static List<Answered> answers(Random random, long from, long to) {
    List<Long> places = new ArrayList<>();
    for (long place = from; place < to; place++) {
      if (place != FILED) {
        places.add(place);
      }
    }
    Collections.shuffle(places, random);
    List<Answered> answers = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      int verdict = random.nextInt(12);
      Answered answer =
          answer(
              places.get(i),
              ACTORS.get(random.nextInt(ACTORS.size())),
              verdict == 0 ? "rejected" : verdict == 1 ? "conditional" : "approved",
              random.nextInt(6) == 0 ? "cd".repeat(32) : DIGEST);
      answers.add(
          new Answered(
              answer.entry(),
              answer.record(),
              random.nextInt(10) > 0,
              random.nextInt(10) == 0,
              ApproverIdentity.ASSERTED,
              Optional.empty()));
    }
    return answers;
  }

  /// The same records at one another's places.
  private static List<Answered> permuted(List<Answered> answers, Random random) {
    List<Long> places = new ArrayList<>(answers.stream().map(Answered::entry).toList());
    Collections.shuffle(places, random);
    List<Answered> permuted = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Answered one = answers.get(i);
      permuted.add(
          new Answered(
              places.get(i),
              one.record(),
              one.isWhole(),
              one.isTakenBack(),
              one.identity(),
              one.key()));
    }
    Collections.shuffle(permuted, random);
    return permuted;
  }

  private static Answered answer(long entry, String actor, String verdict, String digest) {
    String kind = actor.equals("bot") ? ",\"kind\":\"software\"" : "";
    Approval record =
        (Approval)
            Proposals.read(
                Proposals.by(
                    "p",
                    digest,
                    verdict,
                    "{\"id\":\"" + actor + "\"" + kind + "}",
                    "2026-12-31T00:00:00Z"));
    return new Answered(entry, record, true, false, ApproverIdentity.ASSERTED, Optional.empty());
  }
}
