package io.ledgerline.http.marquez;

import io.ledgerline.graph.history.TakenBack;
import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.http.payload.Facets;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.http.payload.PayloadSettings;
import io.ledgerline.http.query.AsOf;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.Catalogue;
import io.ledgerline.lineage.catalogue.DatasetView;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.lineage.catalogue.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What these resources have in common: limits, and putting together what graph and payloads say.
@ApplicationScoped
public class Reading {

  /// Tells that an answer is not all there is, also where the shape has no room for it.
  static final String TRUNCATED = "X-Ledgerline-Truncated";

  private static final String POSITION = "X-Ledger-Position";

  /// In a list, the newest events of each item have to do.
  private static final int PAYLOADS_LISTED = 3;

  private static final int PAGE = 100;

  private final Ledger ledger;
  private final PayloadSettings settings;
  private final Catalogue catalogue;
  private final AsOf asOf;

  Reading(Ledger ledger, PayloadSettings settings, Catalogue catalogue, AsOf asOf) {
    this.ledger = ledger;
    this.settings = settings;
    this.catalogue = catalogue;
    this.asOf = asOf;
  }

  /// The position that a request asks for; empty for now.
  ///
  /// @throws ProblemException as [AsOf#position]
  OptionalLong position(@Nullable String asOfText, @Nullable String minSeq) {
    return asOf.position(asOfText, minSeq);
  }

  /// What there is, as of what a request asks for.
  ///
  /// @throws ProblemException as [AsOf#position]
  Catalogue catalogue(@Nullable String asOfText, @Nullable String minSeq) {
    return catalogue.asOf(asOf.position(asOfText, minSeq));
  }

  /// How many items a page has.
  int limit(@Nullable String text) {
    return limit(text, PAGE);
  }

  int limit(@Nullable String text, int fallback) {
    return StrictNumber.parameter("limit", text, fallback, 0, settings.pageMax());
  }

  int offset(@Nullable String text) {
    return StrictNumber.parameter("offset", text, 0, 0, Integer.MAX_VALUE);
  }

  /// Reads payloads for an answer about one thing.
  PayloadFacets facets() {
    return new PayloadFacets(ledger, settings, settings.payloadsMax());
  }

  /// Reads payloads for an answer about many.
  PayloadFacets listed() {
    return new PayloadFacets(ledger, settings, Math.min(PAYLOADS_LISTED, settings.payloadsMax()));
  }

  /// A job with its facets, and those of its latest run.
  Bodies.Job job(JobView job, PayloadFacets payloads) {
    List<Bodies.Run> runs =
        job.latestRuns().stream().map(run -> Bodies.run(run, new Facets())).toList();
    return Bodies.job(job, payloads.ofJob(job), runs);
  }

  Bodies.Run run(RunView run, PayloadFacets payloads) {
    return Bodies.run(run, payloads.ofRun(run));
  }

  Bodies.Dataset dataset(DatasetView dataset, PayloadFacets payloads) {
    return Bodies.dataset(dataset, payloads.ofDataset(dataset));
  }

  Bodies.Dataset version(DatasetView version, PayloadFacets payloads) {
    Optional<Bodies.Run> createdBy = version.createdBy().map(run -> run(run, payloads));
    return Bodies.version(version, payloads.ofDataset(version), createdBy);
  }

  /// A page as Marquez lays it out: the items under a name, and their count.
  ///
  /// @param asked what it is of
  <A, B> Response page(Catalogue asked, String name, Page<A> page, Function<A, B> body) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(name, page.items().stream().map(body).toList());
    members.put("totalCount", page.totalCount());
    return answer(members, page.truncated(), page.position(), asked.takenBack());
  }

  /// The only item of a page.
  ///
  /// @param asked what it is of
  <A, B> Response one(Catalogue asked, Optional<Page<A>> page, Function<A, B> body) {
    Page<A> found = page.orElseThrow(Reading::notThere);
    return answer(
        body.apply(found.items().getFirst()),
        found.truncated(),
        found.position(),
        asked.takenBack());
  }

  /// @param takenBack what was taken back since of what was there
  static Response answer(Object body, boolean truncated, long position, TakenBack takenBack) {
    return AsOf.tell(Response.fromResponse(answer(body, truncated, position)), takenBack).build();
  }

  static Response answer(Object body, boolean truncated, long position) {
    Response.ResponseBuilder response = Response.ok(body).header(POSITION, position);
    return (truncated ? response.header(TRUNCATED, true) : response).build();
  }

  static ProblemException notThere() {
    return new ProblemException(ProblemType.NOT_FOUND, "The graph has nothing of this name.");
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED_REQUEST, detail);
  }
}
