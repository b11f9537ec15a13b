import StarkVerifying

extension CairoVerificationPolicy {
    /// Proven bits of security of a proof of this claim (`PcsConfig.provenSecurityBits`), where `config.securityBits` are
    /// conjectured: tables' sizes and columns, which the bound depends on, follow from the claim. Nil when the claim's
    /// tables have no place in the preprocessed trace, so that no proof of it is accepted.
    public func provenSecurityBits(for claim: CairoClaim) -> UInt64? {
        do throws(CairoVerificationError) {
            let trees = try CairoLayout(
                claim: claim, variant: variant, opensAllPreprocessed: opensAllPreprocessed
            ).trees
            return config.provenSecurityBits(logRows: trees.logRows, terms: trees.sampleCount)
        } catch { return nil }
    }
}
