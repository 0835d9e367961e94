package io.ledgerline.assurance.contract;

import java.util.List;

/// What is usual among numbers: the median, and how far they lie from it. A few that are far off
/// change neither.
///
/// @param median of the numbers
/// @param deviation 1.4826 times the median of their distances from the median: the standard
///   deviation, if they were normally distributed
record Robust(double median, double deviation) {

  /// By this the median distance from the median becomes a standard deviation (normal numbers).
  private static final double CONSISTENCY = 1.4826;

  /// Of numbers.
  ///
  /// @param numbers at least one
  static Robust of(List<Double> numbers) {
    double median = median(numbers);
    return new Robust(
        median,
        CONSISTENCY * median(numbers.stream().map(number -> Math.abs(number - median)).toList()));
  }

  /// How far a number may lie from the median.
  ///
  /// @param tolerance as a share of the median
  /// @param deviations where so many deviations are more, these
  double distanceMax(double tolerance, double deviations) {
    return Math.max(tolerance * Math.abs(median), deviations * deviation);
  }

  /// How much the numbers vary, as a share of their median.
  double variation() {
    return median == 0 ? Double.MAX_VALUE : deviation / Math.abs(median);
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
