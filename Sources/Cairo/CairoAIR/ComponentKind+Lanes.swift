// The packed evaluators are the prover's: an Embedded verifier is built without them.
#if !hasFeature(Embedded)
    public import ConstraintLanes

    extension ComponentKind {
        /// Adds the component's constraints on sixteen rows of the domain.
        public func evaluate(_ e: inout DomainEvaluator) { describe(to: &e) }
        /// Fills sixteen rows of the component's main trace.
        public func evaluate(_ e: inout WitnessEvaluator) { describe(to: &e) }
        /// Fills sixteen rows of the component's interaction trace.
        public func evaluate(_ e: inout InteractionEvaluator) { describe(to: &e) }
        /// Checks sixteen rows of the component's main trace.
        public func evaluate(_ e: inout CheckEvaluator) { describe(to: &e) }
    }
#endif
