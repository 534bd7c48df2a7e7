"""Parts of a stated whole, heads a clause back, and names that are no figures: what each must yield, written by hand."""

from __future__ import annotations

# (text, ((indicator, value), ...)); all of it accepted.
PARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全年共受理举报投诉286件。按举报内容分:消防隐患121件、违法生产85件、无证上岗63件、事故瞒报17件。",
        tuple(("complaint.count", value) for value in ("286", "121", "85", "63", "17")),
    ),
    (
        "全市受理举报60件。按类型分:事故隐患40件,违法行为20件。按地区分:澄阳县25件、鹿溪县18件。",
        tuple(("complaint.count", value) for value in ("60", "40", "20", "25", "18")),
    ),
    (
        "排查出安全隐患1240条。从隐患类型看,用电类430条,仓储类390条,设备类256条,管理类164条。",
        tuple(("hazard.found", value) for value in ("1240", "430", "390", "256", "164")),
    ),
    (
        "发现问题隐患500项。按类别:设备设施190项、流程120项、仪表95项、应急55项、制度40项。",
        tuple(("hazard.found", value) for value in ("500", "190", "120", "95", "55", "40")),
    ),
    (
        "36人被追责问责。从处理方式看,党纪政务处分20人,诫勉10人,批评教育6人;从职级看,县处级2人,乡科级34人。",
        tuple(("accountability.persons", value) for value in ("36", "20", "10", "6", "2", "34")),
    ),
    (
        "两轮督查共发现问题186个:第一轮112个,第二轮74个。",
        tuple(("hazard.found", value) for value in ("186", "112", "74")),
    ),
    (
        "发现隐患320处,当场整改210处,限期整改110处。",
        (("hazard.found", "320"), ("hazard.immediate", "210"), ("hazard.deadline", "110")),
    ),
    (
        "发现隐患160处,其中现场整改130处,责令整改30处。",
        (("hazard.found", "160"), ("hazard.immediate", "130")),
    ),
    (
        "查处违法行为42起。按处理方式分:立案12起,警告30起。",
        (("violation.illegal", "42"), ("penalty.case_filed", "12"), ("penalty.warning", "30")),
    ),
    (
        "全市共受理举报36件。各县受理情况一览:\n澄阳县12件\n鹿溪县14件\n渡川县10件",
        tuple(("complaint.count", value) for value in ("36", "12", "14", "10")),
    ),
    (
        "一、隐患总数126项,其中:\n1.消防设施类56项;\n2.用电类40项;\n3.作业管理类30项。",
        tuple(("hazard.found", value) for value in ("126", "56", "40", "30")),
    ),
    (
        "培训企业主要负责人412人、安全管理人员863人,合计1275人。",
        tuple(("training.people", value) for value in ("412", "863", "1275")),
    ),
    (
        "出动人员300人,其中公安150人、消防90人、应急60人。",
        tuple(("inspection.personnel", value) for value in ("300", "150", "90", "60")),
    ),
    (
        "开展宣传活动26场次,其中进企业12场、进学校8场、进社区6场。",
        tuple(("publicity.events", value) for value in ("26", "12", "8", "6")),
    ),
    (
        "立案查处48起:无证生产6起、违规储存13起、其他29起。",
        tuple(("penalty.case_filed", value) for value in ("48", "6", "13", "29")),
    ),
    ("全县查封12家:餐饮5家、商场4家、宾馆3家。", tuple(("penalty.seizure", value) for value in ("12", "5", "4", "3"))),
    ("工贸企业共96家,已达标72家,达标率75%。", (("standard.due", "96"), ("standard.enterprises", "72"), ("standard.rate", "0.75"))),
    (
        "应开展隐患排查的商户640家,实际开展592家,覆盖率92.5%。",
        (("hazard.units_due", "640"), ("hazard.units_checked", "592"), ("hazard.coverage_rate", "0.925")),
    ),
)  # fmt: skip

WORDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "发现隐患320处,修复了298处,还剩22处没修好,花了56万元。",
        (("hazard.found", "320"), ("hazard.rectified", "298"), ("hazard.pending", "22"), ("hazard.funds", "560000")),
    ),
    (
        "查出隐患512条,已改正486条,未到整改时限的14条,逾期12条。",
        (("hazard.found", "512"), ("hazard.rectified", "486"), ("hazard.pending", "14"), ("hazard.overdue", "12")),
    ),
    (
        "排查隐患96条,尚有5条没有销号。",
        (("hazard.found", "96"), ("hazard.pending", "5")),
    ),
    (
        "查处违法行为377项,已督促改正352项。",
        (("violation.illegal", "377"), ("inspection.violations_rectified", "352")),
    ),
    ("执法队兵分6路,抽调执法人员48名。", (("inspection.teams", "6"), ("inspection.personnel", "48"))),
    (
        "对加油站12座、液化气站9座、零售点38处进行拉网式检查。",
        tuple(("inspection.units", value) for value in ("12", "9", "38")),
    ),
    (
        "养老院12家、民宿31家、商场6家,挨家查了个遍。",
        tuple(("inspection.units", value) for value in ("12", "31", "6")),
    ),
    (
        "辖区工业企业81家(其中涉氨企业6家)、沿街商户430户、加油站点9个、学校11所。",
        tuple(("coverage.units", value) for value in ("81", "6", "430", "9", "11")),
    ),
    ("监督检查438次,覆盖生产经营单位306家。", (("inspection.count", "438"), ("inspection.units", "306"))),
    ("重大隐患7项(涉及5家企业)。", (("hazard.major_found", "7"), ("hazard.major_units", "5"))),
    (
        "7家企业的安全生产许可证被暂扣,2家被吊销。",
        (("penalty.licence_suspended", "7"), ("penalty.licence_revoked", "2")),
    ),
    (
        "3家企业因拒不整改,被责令停产停业整顿;5名负责人隐瞒事故,被移送司法机关。",
        (("penalty.suspension", "3"), ("prosecution.criminal", "5")),
    ),
    ("兑现举报奖励23笔共4.6万元。", (("reward.amount", "46000"),)),
    ("18人次领取奖金,合计2.3万元。", (("reward.persons", "18"), ("reward.amount", "23000"))),
    ("隐患整改率百分之九十六点三。", (("hazard.rectification_rate", "0.963"),)),
    ("举办培训班6期,考核发证312人,一次通过率86.4%。", (("training.sessions", "6"), ("training.certified", "312"), ("training.cert_rate", "0.864"))),
    (
        "从事故类型看,车辆伤害6起7人、高处坠落4起4人、物体打击2起2人。",
        (("accident.count", "6"), ("accident.deaths", "7"), ("accident.count", "4"),
         ("accident.deaths", "4"), ("accident.count", "2"), ("accident.deaths", "2")),
    ),
    ("对4名负责人作出终身不得从业的决定,3名负责人终身不得在本行业任职。", (("penalty.career_ban", "4"), ("penalty.career_ban", "3"))),
    ("作出行政处罚决定86件,下达处罚决定书90份。", (("penalty.count", "86"), ("document.other", "90"))),
    ("责令停用宿舍楼3栋。", (("penalty.stop_measures", "3"),)),
    ("抓到超员9起、疲劳驾驶16起。", (("violation.illegal", "9"), ("violation.illegal", "16"))),
    (
        "“零事故”创建:全县186个行政村“零事故”181个,占97.3%。",
        (("zero_accident.village_total", "186"), ("zero_accident.village_zero", "181"), ("zero_accident.village_rate", "0.973")),
    ),
    (
        "发生事故36起、死亡21人,两项指标同比分别下降10%、12.5%。",
        (("accident.count", "36"), ("accident.deaths", "21"), ("accident.count_yoy", "-0.1"), ("accident.deaths_yoy", "-0.125")),
    ),
    (
        "上半年,事故起数、死亡人数同比均减少4,降幅分别为20%和25%。",
        (("accident.count_change", "-4"), ("accident.deaths_change", "-4"), ("accident.count_yoy", "-0.2"), ("accident.deaths_yoy", "-0.25")),
    ),
    (
        "死亡人数占控制指标的62.5%;其中道路交通死亡12人,占60%;工矿商贸死亡5人,占71.4%。",
        (("accident.control_usage", "0.625"), ("accident.deaths", "12"), ("accident.control_usage", "0.6"),
         ("accident.deaths", "5"), ("accident.control_usage", "0.714")),
    ),
)  # fmt: skip

# (text, ((indicator, value, place), ...)): each number is of the place that its words name.
OF_PLACES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "澄川市情况\n全市事故最多的是澄阳县11起9人,其次是鹿溪县8起5人,最少的渡川县2起1人。",
        (("accident.count", "11", "澄阳县"), ("accident.deaths", "9", "澄阳县"), ("accident.count", "8", "鹿溪县"),
         ("accident.deaths", "5", "鹿溪县"), ("accident.count", "2", "渡川县"), ("accident.deaths", "1", "渡川县")),
    ),
    (
        "澄川市情况\n罚款额以澄阳县最高,达86万元,鹿溪县次之,为52万元,渡川县最低,仅3.8万元。",
        (("penalty.fine_amount", "860000", "澄阳县"), ("penalty.fine_amount", "520000", "鹿溪县"),
         ("penalty.fine_amount", "38000", "渡川县")),
    ),
    (
        "澄川市情况\n检查次数居前三位的是澄阳县、鹿溪县、渡川县,分别为61次、52次和47次。",
        (("inspection.count", "61", "澄阳县"), ("inspection.count", "52", "鹿溪县"), ("inspection.count", "47", "渡川县")),
    ),
    (
        "澄川市情况\n澄阳县、鹿溪县处罚次数均为0。",
        (("penalty.count", "0", "澄阳县"), ("penalty.count", "0", "鹿溪县")),
    ),
    (
        "澄川市情况\n全市组织演练36场。澄阳县组织灭火演练12场,鹿溪县组织9场。",
        (("drill.count", "36", "澄川市"), ("drill.count", "12", "澄阳县"), ("drill.count", "9", "鹿溪县")),
    ),
    (
        "澄川市情况\n6个乡镇被黄牌警告,其中澄阳县2个、鹿溪县4个;约谈企业12家。",
        (("accountability.yellow_card", "6", "澄川市"), ("accountability.yellow_card", "2", "澄阳县"),
         ("accountability.yellow_card", "4", "鹿溪县"), ("accountability.units", "12", "澄川市")),
    ),
)  # fmt: skip

# Slogans, requests, prices, aims that go on: nothing is read.
NOTHING: tuple[str, ...] = (
    "落实三个“一票否决”。",
    "另有7处已报请县政府挂牌督办。",
    "漏报一处,扣村主任奖金三百元。",
    "发现一处隐患奖励两百元。",
    "每人每次罚款五百元。",
    "年底前再关闭采石场12座以上。",
    "今后死亡人数要控制在15人以内,隐患整改率达到96%以上。",
    "2家作坊夜间偷开机器,被镇里停了电。",
    "5名群众被困,被消防救援人员救出。",
    "全年任务36项,已完成34项,未完成2项。",
    "全县聘请社会监督员36名。",
)
