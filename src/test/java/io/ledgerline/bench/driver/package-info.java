/// What sends events to a service that is measured: [io.ledgerline.bench.driver.EventDriver].
package io.ledgerline.bench.driver;
