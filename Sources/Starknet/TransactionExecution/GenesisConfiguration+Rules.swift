public import StarknetModel

extension GenesisConfiguration {
    /// What stays the same in every block's head of this chain.
    public var headerRules: HeaderRules { HeaderRules(gasPrices: gasPrices, sequencers: [sequencer]) }
}
