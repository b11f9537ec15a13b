public import StarknetModel

extension GenesisConfiguration {
    /// What every block's head of this chain keeps to.
    public var headerRules: HeaderRules {
        HeaderRules(gasPrices: gasPrices, priceRule: priceRule, sequencers: [sequencer])
    }
}
