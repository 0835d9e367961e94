package io.ledgerline.assurance.gate;

import java.time.Duration;
import java.util.Set;

/// What the gate asks of every proposal, whatever the proposal asks itself.
///
/// @param approvalsMin so many people have to approve it; more if it says so. Default 1
/// @param ageMax how long after its entry it may be acted upon; less if it says so. Default 7 days
/// @param identity how well has to be known who approved. Default asserted
/// @param approvers the only ones who count; none means whoever is no software. Default none
/// @param software ids of actors that are no people. Default none
/// @param recordsMax how many records about one proposal are looked at. Default 1,000
public record ProposalSettings(
    int approvalsMin,
    Duration ageMax,
    ApproverIdentity identity,
    Set<Person> approvers,
    Set<Person> software,
    int recordsMax) {

  // Before the defaults, which are checked against it.
  private static final Duration AGE_MAX = Duration.ofDays(36_500);

  /// Every default.
  public static final ProposalSettings DEFAULTS =
      new ProposalSettings(
          1, Duration.ofDays(7), ApproverIdentity.ASSERTED, Set.of(), Set.of(), 1_000);

  /// Checks the numbers, and copies the sets.
  ///
  /// @throws IllegalArgumentException if one is not positive, or the age is above 100 years
  public ProposalSettings {
    if (approvalsMin < 1
        || !ageMax.isPositive()
        || ageMax.compareTo(AGE_MAX) > 0
        || recordsMax < 1) {
      throw new IllegalArgumentException(
          approvalsMin + " approvals, " + ageMax + ", " + recordsMax + " records");
    }
    approvers = Set.copyOf(approvers);
    software = Set.copyOf(software);
  }
}
