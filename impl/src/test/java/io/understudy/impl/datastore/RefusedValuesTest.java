/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.datastore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opendaylight.yang.gen.v1.urn.understudy.bridge.failover.rev261130.FailoverGroups;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.YangNetconfErrorAware;
import org.opendaylight.yangtools.yang.model.api.ConstraintMetaDefinition;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.TypeAware;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.LengthConstraint;
import org.opendaylight.yangtools.yang.model.api.type.RangeConstraint;
import org.opendaylight.yangtools.yang.model.api.type.RangeRestrictedTypeDefinition;
import org.opendaylight.yangtools.yang.model.api.type.StringTypeDefinition;

/**
 * What RESTCONF passes on of a value that the model does not allow: the message of the model, and nothing else, so that
 * it must say which value is meant and what it may be.
 */
class RefusedValuesTest {
    private static TestDatastore datastore;

    @BeforeAll
    static void make() throws Exception {
        datastore = new TestDatastore();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "\"heartbeat\": {\"interval\": 5}; heartbeat/interval must be 10 to 60000 milliseconds.",
        "\"heartbeat\": {\"confirm-interval\": 3}; "
            + "heartbeat/confirm-interval must be 5 to 1000 milliseconds, or 0 to switch it off.",
        "\"announcement\": {\"rounds\": 21}; announcement/rounds must be 1 to 20.",
        "\"damping\": {\"window\": 0}; damping/window must be 1 to 65535 seconds.",
        "\"bridge\": [{\"node-id\": \"bridge1\"}]; "
            + "A bridge is named 'openflow:' and its datapath id as a decimal number, as openflow:1.",
        "\"bridge\": [{\"node-id\": \"openflow:1\", \"peer-port\": \"\"}]; "
            + "A port is the name that the switch reports, or its number: 1 to 64 characters."})
    void theMessageSaysWhatIsAllowed(final String part, final String message) {
        final var thrown = assertThrows(Exception.class,
            () -> datastore.replaceGroups("{\"name\": \"pair1\", " + part + "}"));
        final var errors = Throwables.getCausalChain(thrown).stream()
            .filter(YangNetconfErrorAware.class::isInstance).map(YangNetconfErrorAware.class::cast).findFirst()
            .orElseThrow(() -> new AssertionError("no error for RESTCONF", thrown)).getNetconfErrors();
        assertEquals(ErrorTag.INVALID_VALUE, errors.get(0).tag());
        assertEquals(message, errors.get(0).message());
    }

    /** As docs/restconf.md says: RESTCONF then tells the number, but not where it stands. */
    @Test
    void aNumberThatItsTypeCannotHoldIsTold() {
        final var thrown = assertThrows(IllegalArgumentException.class,
            () -> datastore.replaceGroups("{\"name\": \"pair1\", \"announcement\": {\"rounds\": 300}}"));
        assertTrue(thrown.getMessage().contains("300"), thrown.toString());
    }

    @Test
    void everyBoundOfTheConfigurationHasAMessage() {
        final var groups = (DataNodeContainer) datastore.model().findDataTreeChild(FailoverGroups.QNAME).orElseThrow();
        final var bounds = new ArrayList<ConstraintMetaDefinition>();
        final var mute = new ArrayList<String>();
        collect(groups, bounds, mute);
        assertEquals(List.of(), mute);
        assertTrue(bounds.size() > 15, "bounds found: " + bounds.size());
    }

    private static void collect(final DataNodeContainer parent, final List<ConstraintMetaDefinition> bounds,
            final List<String> mute) {
        for (var child : parent.getChildNodes()) {
            if (child instanceof DataNodeContainer container) {
                collect(container, bounds, mute);
            } else if (child instanceof TypeAware leaf && leaf.getType().getQName().getModule()
                    .equals(FailoverGroups.QNAME.getModule())) {
                final var own = bounds(leaf.getType()).toList();
                bounds.addAll(own);
                own.stream().filter(bound -> bound.getErrorMessage().isEmpty())
                    .forEach(bound -> mute.add(child.getQName().getLocalName() + ": " + bound));
            }
        }
    }

    /** Those of the model, not those that a type has by its nature. */
    private static Stream<? extends ConstraintMetaDefinition> bounds(final TypeDefinition<?> type) {
        if (type instanceof StringTypeDefinition text) {
            return Stream.concat(text.getLengthConstraint().stream().filter(RefusedValuesTest::isSet),
                text.getPatternConstraints().stream());
        }
        return range(type).filter(range -> !range(root(type)).map(RangeConstraint::getAllowedRanges)
            .equals(Optional.of(range.getAllowedRanges()))).stream();
    }

    private static boolean isSet(final LengthConstraint length) {
        return length.getAllowedRanges().span().upperEndpoint() < Integer.MAX_VALUE;
    }

    private static Optional<? extends RangeConstraint<?>> range(final TypeDefinition<?> type) {
        return type instanceof RangeRestrictedTypeDefinition<?, ?> number ? number.getRangeConstraint()
            : Optional.empty();
    }

    private static TypeDefinition<?> root(final TypeDefinition<?> type) {
        return type.getBaseType() == null ? type : root(type.getBaseType());
    }
}
