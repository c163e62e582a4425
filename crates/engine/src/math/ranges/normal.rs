//! The quantile of the standard normal distribution: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the
//! Normal Distribution", Applied Statistics 37 (1988), routine PPND16, accurate to about 16 digits.

/// Half the width of the central region, and its square.
const CENTRE: f64 = 0.425;
/// √(−ln p) beyond which the far tail begins.
const FAR: f64 = 5.0;
const CENTRE_OFFSET: f64 = 0.180_625;
const TAIL_OFFSET: f64 = 1.6;

/// Coefficients of a ratio of two polynomials, the constant term first.
struct Ratio {
    above: [f64; 8],
    below: [f64; 8],
}

const CENTRAL: Ratio = Ratio {
    above: [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    below: [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
};

const NEAR_TAIL: Ratio = Ratio {
    above: [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    below: [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
};

const FAR_TAIL: Ratio = Ratio {
    above: [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    below: [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_7e-15,
    ],
};

impl Ratio {
    fn at(&self, x: f64) -> f64 {
        let sum = |coefficients: &[f64; 8]| coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c);
        sum(&self.above) / sum(&self.below)
    }
}

/// The value below which a share `p` of a standard normal variable lies; `p` strictly between 0 and 1.
pub fn standard_normal_quantile(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle.abs() <= CENTRE {
        return from_middle * CENTRAL.at(CENTRE_OFFSET - from_middle * from_middle);
    }
    let depth = (-libm::log(p.min(1.0 - p))).sqrt();
    let size = if depth <= FAR { NEAR_TAIL.at(depth - TAIL_OFFSET) } else { FAR_TAIL.at(depth - FAR) };
    size.copysign(from_middle)
}
