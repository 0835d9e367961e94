package io.ledgerline.projection.facets;

import io.ledgerline.projection.workspace.EntryNote;
import java.time.Instant;
import org.apache.jena.graph.Node;

/// What facets are said of.
///
/// @param entry that says them
/// @param time of its event
/// @param subject the run, the job, the dataset, or the version that the run writes; of
///   [Slot#INPUT] the run that reads
/// @param dataset of the version, or the one that is read; the subject itself where there is no
///   other
public record Place(EntryNote entry, Instant time, Node subject, Node dataset) {}
