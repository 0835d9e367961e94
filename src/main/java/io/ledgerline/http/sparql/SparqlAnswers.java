package io.ledgerline.http.sparql;

import io.ledgerline.http.ProblemException;
import io.ledgerline.http.query.AsOf;
import io.ledgerline.sparql.Checked;
import io.ledgerline.sparql.GuardedQuery;
import io.ledgerline.sparql.RunningQuery;
import io.ledgerline.sparql.SparqlEndpoint;
import io.ledgerline.sparql.SparqlSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs guarded queries for exchanges, and ends a query when its exchange ends.
@Singleton
class SparqlAnswers {

  private final AsOf asOf;
  private final SparqlEndpoint endpoint;
  private final SparqlSettings settings;

  SparqlAnswers(AsOf asOf, SparqlEndpoint endpoint, SparqlSettings settings) {
    this.asOf = asOf;
    this.endpoint = endpoint;
    this.settings = settings;
  }

  /// The answer to a query.
  ///
  /// @param asker the id of the key that was shown; empty without one
  /// @throws ProblemException if the query was refused
  Uni<Response> answer(RoutingContext exchange, Checked<GuardedQuery> checked, String asker) {
    return run(exchange, passed(checked), position(exchange.request()), asker);
  }

  /// Which ledger a query is asked of stands in the URL, whatever the method.
  private OptionalLong position(HttpServerRequest request) {
    MultiMap parameters = request.params();
    return asOf.position(parameters.get("asOf"), parameters.get("min-seq"));
  }

  /// What passed.
  ///
  /// @throws ProblemException if it did not
  static <T> T passed(Checked<T> checked) {
    return switch (checked) {
      case Checked.Passed<T>(T value) -> value;
      case Checked.Refused<T>(var refusal) ->
          throw new ProblemException(SparqlProblems.of(refusal));
    };
  }

  /// The header Accept, its lines joined.
  static String accept(RoutingContext exchange) {
    return String.join(",", exchange.request().headers().getAll(HttpHeaders.ACCEPT));
  }

  /// The part of the URL after `?`, still percent-encoded.
  static String rawQuery(HttpServerRequest request) {
    return Optional.ofNullable(request.query()).orElse("");
  }

  private Uni<Response> run(
      RoutingContext exchange, GuardedQuery query, OptionalLong position, String asker) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              ResponseSink sink =
                  new ResponseSink(emitter, exchange.response(), settings.timeout());
              RunningQuery running = endpoint.ask(query, position, sink, asker);
              // The end of this exchange, not of its connection: that may carry others.
              exchange.addEndHandler(
                  over -> {
                    running.cancel();
                    sink.leave();
                  });
            });
  }
}
