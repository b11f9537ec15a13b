/// The constants of the Hades permutation that stand in a component's text, in ten limbs of 27 bits, lowest first. The keys
/// of the rounds are a table (`PoseidonRoundKeys`).
enum PoseidonConstants {
    /// What is added to cell `k` before the first round.
    static func first(_ k: Int) -> [10 of UInt32] {
        switch k {
        case 0:
            [
                74_972_783, 117_420_501, 112_795_138, 91_013_252, 60_709_090, 44_848_225, 108_487_870, 44_781_849,
                102_193_642, 208,
            ]
        case 1:
            [
                41_224_388, 90_391_646, 36_279_186, 129_717_753, 94_624_323, 75_104_388, 133_303_902, 48_945_103,
                41_320_857, 112,
            ]
        default:
            [
                4_883_209, 28_820_206, 79_012_328, 49_157_069, 78_826_183, 72_285_071, 33_413_160, 90_842_759,
                60_124_463, 116,
            ]
        }
    }

    /// What is added to the third cell one and two rounds into the partial rounds.
    static func enter(_ k: Int) -> [10 of UInt32] {
        k == 0
            ? [
                103_094_260, 121_146_754, 95_050_340, 16_173_996, 50_758_155, 54_415_179, 19_292_069, 45_351_266,
                122_233_508, 248,
            ]
            : [
                121_657_377, 112_479_959, 130_418_270, 4_974_792, 59_852_719, 120_369_218, 62_439_890, 50_468_641,
                86_573_645, 154,
            ]
    }

    /// What is added to the second and to the first cell when the partial rounds are left.
    static func leave(_ k: Int) -> [10 of UInt32] {
        k == 0
            ? [
                40_454_143, 49_554_771, 55_508_188, 116_986_206, 88_680_813, 45_553_283, 62_360_091, 77_099_918,
                22_899_501, 99,
            ]
            : [
                48_383_197, 48_193_339, 55_955_004, 65_659_846, 68_491_350, 119_023_582, 33_439_011, 58_475_513,
                18_765_944, 20,
            ]
    }
}
