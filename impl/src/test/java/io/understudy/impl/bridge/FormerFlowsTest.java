/*
 * Copyright (c) 2026 The Understudy authors
 * SPDX-License-Identifier: EPL-2.0
 */
package io.understudy.impl.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import io.understudy.core.model.GroupConfiguration;
import io.understudy.core.model.Side;
import io.understudy.impl.SampleGroups;
import io.understudy.impl.openflow.BridgeClient;
import io.understudy.impl.openflow.BridgePorts;
import io.understudy.impl.openflow.Pipeline;
import io.understudy.impl.openflow.RecordedRequests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opendaylight.yang.gen.v1.urn.opendaylight.flow.service.rev130819.RemoveFlowInput;

final class FormerFlowsTest {
    private static final GroupConfiguration GROUP = SampleGroups.group("a", 1, 2, 1);
    private static final Pipeline ONE_TRUNK = plan(1L);
    private static final Pipeline TWO_TRUNKS = plan(1L, 4L);
    private static final Pipeline ONE_TRUNK_AGAIN = plan(1L);

    private final RecordedRequests requests = new RecordedRequests();
    private final BridgeClient client = new BridgeClient(GROUP.bridges().preferred().id(), requests);
    private final FormerFlows former = new FormerFlows();

    private static Pipeline plan(final Long... trunks) {
        return new Pipeline(GROUP, Side.PREFERRED, new BridgePorts(2, ImmutableList.copyOf(trunks), 3), 0);
    }

    /** The flows that are removed by their match, not by their kind. */
    private List<String> removed() {
        return requests.inputs().stream().filter(RemoveFlowInput.class::isInstance).map(RemoveFlowInput.class::cast)
            .filter(RemoveFlowInput::getStrict).map(flow -> flow.getTableId() + " " + flow.getPriority() + " "
                + flow.getMatch().getInPort()).toList();
    }

    @Test
    void flowsOfAFormerTrunkAreRemovedWhenThePresentPlanIsInTheBridge() {
        former.replaced(TWO_TRUNKS, ONE_TRUNK);
        former.remove(client, ONE_TRUNK);
        assertEquals(ONE_TRUNK.leftBy(TWO_TRUNKS).size(), removed().size());
        assertTrue(removed().size() > 1, removed()::toString);
    }

    @Test
    void nothingIsRemovedForAPlanThatWasReplacedWhileTheBridgeTookIt() {
        former.replaced(TWO_TRUNKS, ONE_TRUNK);
        former.replaced(ONE_TRUNK, TWO_TRUNKS);
        former.remove(client, ONE_TRUNK);
        assertEquals(List.of(), requests.inputs(), "they belong to the next plan");
    }

    @Test
    void flowsOfThePlanBetweenAreRemovedWithTheNextOne() {
        former.replaced(ONE_TRUNK, TWO_TRUNKS);
        former.replaced(TWO_TRUNKS, ONE_TRUNK_AGAIN);
        former.remove(client, TWO_TRUNKS);
        former.remove(client, ONE_TRUNK_AGAIN);
        assertEquals(ONE_TRUNK.leftBy(TWO_TRUNKS).size(), removed().size());
    }
}
