"""Wordings of aims, quotas, rules, spoken changes and lists, by hand with invented offices: what each must yield."""

from __future__ import annotations

Case = tuple[str, tuple[tuple[str, str], ...]]

# What is meant to come, asked for, or laid down by a rule: no figure at all.
NOT_DONE: tuple[str, ...] = (
    "下半年,我县拟检查企业300家,整改隐患500条。",
    "下半年将再检查企业800家以上。",
    "年内计划再创建标准化企业50家,培训人员2000人次。",
    "四季度将组织专项检查,检查企业120家,开展演练10场。",
    "2024年,力争检查企业400家,隐患整改率达到98%以上。",
    "下半年我们计划更换管网64公里,再检查用户5000户。",
    "“十五五”期间,将新建救援队伍8支,培训人员5000人次。",
    "目标是:事故起数下降5%,死亡人数下降8%。",
    "各镇须检查企业20家,整改率须达到100%。",
    "到6月底前,全县矿山将完成一轮排查,整改率要达到100%。",
    "全年任务为检查企业260家。",
    "预计全年可完成执法检查1200家次。",
    "我们还要再检查50家企业。",
    "今年要完成检查企业300家的任务。",
    "鹿溪县将把死亡人数控制在8人以内,新增标准化企业50家。",
    "建议关闭煤矿2座,建议暂扣许可证3本。",
    "建议吊销许可证1家。",
    "对12家企业提出停产整改建议。",
    "拟对5家企业罚款30万元。",
    "省政府下达我市死亡人数控制指标为168人。",
    "道路交通控制指标131人。",
    "下达死亡指标数30人。",
    "较控制指标少死亡5人。",
    "处5万元以上50万元以下罚款。",
    "违反规定的,处2万元以上5万元以下的罚款;情节严重的,处10万元罚款。",
    "逾期未改正的,处20万元罚款。",
    "单位人均罚款2.3万元。",
    "应检查企业500家。",
    "招录安全监管人员8名。",
    "罚款同比少了3万元。",
    "道路交通死亡人数占死亡总数的60%。",
)

DONE_BESIDE_DUE: tuple[Case, ...] = (
    (
        "全年计划检查企业180家,截至目前已检查172家,完成计划的95.6%。",
        (("inspection.units", "172"), ("inspection.plan_rate", "0.956")),
    ),
    (
        "年度执法计划检查180家,实际检查192家,计划完成率106.7%。",
        (("inspection.units", "192"), ("inspection.plan_rate", "1.067")),
    ),
    ("应检查企业500家,已检查480家。", (("inspection.units", "480"),)),
    ("应参加培训320人,实际参加培训318人。", (("training.people", "318"),)),
    (
        "应开展隐患排查治理的单位1860家,实际开展1721家,覆盖率92.5%。",
        (("hazard.units_due", "1860"), ("hazard.units_checked", "1721"), ("coverage.rate", "0.925")),
    ),
    ("力争到6月底完成整改,目前已整改52条。", (("hazard.rectified", "52"),)),
    ("按照年度计划开展检查,共检查企业120家。", (("inspection.units", "120"),)),
    ("根据专家建议,责令停产整顿3家。", (("penalty.suspension", "3"),)),
    ("依据规定对其处以罚款3万元。", (("penalty.fine_amount", "30000"),)),
    ("即将进入汛期,县局检查水库23座。", (("inspection.units", "23"),)),
    ("必将形成震慑,共查处违法行为16起。", (("violation.illegal", "16"),)),
    (
        "死亡人数占省政府下达我市全年控制指标(232人)的20.3%。",
        (("accident.control_usage", "0.203"),),
    ),
    ("全市死亡人数占上级下达控制指标54人的70.4%。", (("accident.control_usage", "0.704"),)),
    (
        "死亡控制指标26人,实际死亡19人,占73.1%。",
        (("accident.deaths", "19"), ("accident.control_usage", "0.731")),
    ),
    ("死亡35人,为年度控制指标的62.5%。", (("accident.deaths", "35"), ("accident.control_usage", "0.625"))),
    ("已用去全年死亡控制指标的40%。", (("accident.control_usage", "0.4"),)),
)

CHANGES: tuple[Case, ...] = (
    ("跟去年比,事故少了5起,死亡少了7人。", (("accident.count_change", "-5"), ("accident.deaths_change", "-7"))),
    ("今年事故比去年多了两起。", (("accident.count_change", "2"),)),
    ("一共少了三起事故、少死了两个人。", (("accident.count_change", "-3"), ("accident.deaths_change", "-2"))),
    ("事故起数比去年少3起。", (("accident.count_change", "-3"),)),
    ("死亡人数降了2人。", (("accident.deaths_change", "-2"),)),
    ("道路交通事故亡人数下降12.5%。", (("accident.deaths_yoy", "-0.125"),)),
    ("同比宗数下降25%,死亡(失踪)人数持平。", (("accident.count_yoy", "-0.25"), ("accident.deaths_yoy", "0"))),
    ("事故起数明显减少,死亡人数下降10%。", (("accident.deaths_yoy", "-0.1"),)),
    ("事故起数、死亡人数同比实现“双下降”,降幅分别为15%、20%。",
     (("accident.count_yoy", "-0.15"), ("accident.deaths_yoy", "-0.2"))),
    (
        "发生事故18起(其中较大事故1起),死亡20人(其中较大事故死亡3人),同比分别下降10%、5%。",
        (
            ("accident.count", "18"),
            ("accident.larger_count", "1"),
            ("accident.deaths", "20"),
            ("accident.larger_deaths", "3"),
            ("accident.count_yoy", "-0.1"),
            ("accident.deaths_yoy", "-0.05"),
        ),
    ),
)  # fmt: skip

LISTS: tuple[Case, ...] = (
    ("立案、结案分别为57件和49件。", (("penalty.case_filed", "57"), ("penalty.case_closed", "49"))),
    ("核查率、查实率分别为98.8%、42.1%。", (("complaint.checked_rate", "0.988"), ("complaint.confirmed_rate", "0.421"))),
    ("立案37件,其中事故类2件。", (("penalty.case_filed", "37"), ("penalty.case_accident", "2"))),
    (
        "新增标准化达标企业417家,其中二级企业6家、三级企业135家、小微企业276家。",
        (("standard.new", "417"), ("standard.level2", "6"), ("standard.level3", "135"), ("standard.new", "276")),
    ),
    ("因发生事故被撤销标准化等级2家。", (("standard.revoked", "2"),)),
    ("查处酒驾醉驾1286起、超员247起。", (("violation.illegal", "1286"), ("violation.illegal", "247"))),
    (
        "查处交通违法行为4.1万起,其中酒驾192起、超员客车35辆。",
        (("violation.illegal", "41000"), ("violation.illegal", "192"), ("violation.illegal", "35")),
    ),
    ("检查了燃气企业全部58家,餐饮用户3900多户。", (("inspection.units", "58"), ("inspection.units", "3900"))),
    ("登检渔船2108艘,查获涉渔“三无”船舶64艘。", (("inspection.units", "2108"), ("violation.illegal", "64"))),
    ("移送公安机关涉嫌犯罪案件4宗9人。", (("penalty.transferred", "4"), ("prosecution.criminal", "9"))),
    ("查扣非法船舶12艘、非法车辆30辆。", (("penalty.seizure", "12"), ("penalty.seizure", "30"))),
    ("受理举报187件,查实92件。另一县受理131件。",
     (("complaint.count", "187"), ("complaint.confirmed", "92"), ("complaint.count", "131"))),
    ("实施经济处罚73次,罚款345.27万元。", (("penalty.count", "73"), ("penalty.fine_amount", "3452700"))),
    ("兑现举报奖励157人次。", (("reward.persons", "157"),)),
    ("举办综合演练1场、专项演练25场,共有9700余人参加。",
     (("drill.count", "1"), ("drill.count", "25"), ("drill.people", "9700"))),
    ("队员们就跑了56家厂子,挑出毛病231处,当场改掉198处。",
     (("inspection.units", "56"), ("hazard.found", "231"), ("hazard.immediate", "198"))),
    ("对36座非煤矿山、41座尾矿库逐一过筛子。", (("inspection.units", "36"), ("inspection.units", "41"))),
    ("338处隐患当场改了,剩下174处限期整改。", (("hazard.immediate", "338"), ("hazard.deadline", "174"))),
    ("全县222个村(社区)中有208个保持了“零事故”。",
     (("zero_accident.village_total", "222"), ("zero_accident.village_zero", "208"))),
    ("1200家企业中,有1180家实现“零事故”。",
     (("zero_accident.enterprise_total", "1200"), ("zero_accident.enterprise_zero", "1180"))),
    ("85个行政村里,80个做到“零事故”。", (("zero_accident.village_total", "85"), ("zero_accident.village_zero", "80"))),
    ("将违法企业3家列入黑名单。", (("penalty.blacklist", "3"),)),
    ("乡镇半专业扑火队15支300人。", (("rescue.teams", "15"), ("rescue.personnel", "300"))),
    (
        "四项指标全部控制在下达的范围内:亿元国内生产总值死亡率为0.25,道路交通万车死亡率为3.8。",
        (("accident.deaths_per_100m_gdp", "0.25"), ("accident.deaths_per_10k_vehicles", "3.8")),
    ),
)  # fmt: skip
