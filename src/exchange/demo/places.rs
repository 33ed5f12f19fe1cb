//! The areas of the demo: the real townships of 禹会区 with invented villages and communities.

use crate::domain::area::{Area, AreaCode, Setting};

/// The county of the demo.
pub(super) const COUNTY: &str = "340304";
/// The township the desk of the demo opens in.
pub(super) const HOME: usize = 6;
/// The village of the first case.
pub(super) const FIRST_VILLAGE: usize = 0;

/// A township with its villages and communities.
pub(super) struct Township {
    /// Last three digits of the code.
    pub(super) code: &'static str,
    /// Name.
    pub(super) name: &'static str,
    /// Villages, which have the rural standard.
    pub(super) villages: &'static [&'static str],
    /// Communities, which have the urban standard.
    pub(super) communities: &'static [&'static str],
}

/// All townships, in the order of their codes.
pub(super) const TOWNSHIPS: [Township; 7] = [
    Township {
        code: "001",
        name: "大庆街道",
        villages: &[],
        communities: &["迎春社区", "纺织社区", "光明里社区", "槐树社区"],
    },
    Township {
        code: "002",
        name: "纬四街道",
        villages: &[],
        communities: &["和平里社区", "铁路新村社区", "春晖社区"],
    },
    Township {
        code: "003",
        name: "钓鱼台街道",
        villages: &[],
        communities: &["望淮社区", "渔歌社区", "柳岸社区"],
    },
    Township {
        code: "004",
        name: "张公山街道",
        villages: &[],
        communities: &["山前社区", "晨曦社区", "梧桐社区", "锦花社区"],
    },
    Township {
        code: "005",
        name: "朝阳街道",
        villages: &[],
        communities: &["向阳里社区", "金桂社区", "东苑社区"],
    },
    Township {
        code: "101",
        name: "马城镇",
        villages: &[
            "石桥村",
            "柳林村",
            "河湾村",
            "孙大庄村",
            "南岗村",
            "杨桥村",
            "新庙村",
            "高庄村",
            "东岭村",
            "徐圩村",
            "桃园村",
            "西沟村",
        ],
        communities: &["马城社区"],
    },
    Township {
        code: "200",
        name: "长青乡",
        villages: &[
            "前进村",
            "红旗村",
            "团结村",
            "新河村",
            "大李村",
            "张湾村",
            "杨庄村",
            "小王村",
            "北塘村",
            "双井村",
        ],
        communities: &["长青社区", "淮光社区"],
    },
];

impl Township {
    /// Code of the township.
    pub(super) fn area(&self) -> AreaCode {
        AreaCode(format!("{COUNTY}{}", self.code))
    }

    /// Places with this standard.
    pub(super) const fn places(&self, setting: Setting) -> &'static [&'static str] {
        match setting {
            Setting::Urban => self.communities,
            Setting::Rural => self.villages,
        }
    }

    /// Code of a village or community: communities count from 001, villages from 201, as in the national list.
    pub(super) fn place_area(&self, setting: Setting, place: usize) -> AreaCode {
        let base = match setting {
            Setting::Urban => 1,
            Setting::Rural => 201,
        };
        AreaCode(format!("{COUNTY}{}{:03}", self.code, base + place))
    }
}

/// All areas with their names, county first.
pub(super) fn areas() -> Vec<Area> {
    let mut areas = vec![Area {
        code: AreaCode(COUNTY.to_owned()),
        name: "禹会区".to_owned(),
    }];
    for township in &TOWNSHIPS {
        areas.push(Area {
            code: township.area(),
            name: township.name.to_owned(),
        });
        for setting in [Setting::Urban, Setting::Rural] {
            for (place, name) in township.places(setting).iter().enumerate() {
                areas.push(Area {
                    code: township.place_area(setting, place),
                    name: (*name).to_owned(),
                });
            }
        }
    }
    areas
}
