"""Wordings of county offices, spoken and official, written by hand: what each must yield, all of it accepted."""

from __future__ import annotations

# (text, ((indicator, value), ...)); values are canonical: yuan, ratios as 0..1, changes signed.
SURE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "全县应达标企业125家,已达标50家,其中二级达标8家、三级达标42家,达标率40%。力争应达标企业再增加20家。",
        (
            ("standard.due", "125"),
            ("standard.enterprises", "50"),
            ("standard.level2", "8"),
            ("standard.level3", "42"),
            ("standard.rate", "0.4"),
        ),
    ),
    (
        "上半年封了8家,停了12家,罚了34.6万元。",
        (
            ("penalty.fine_amount", "346000"),
            ("penalty.seizure", "8"),
            ("penalty.suspension", "12"),
        ),
    ),
    (
        "执法人员一个月跑了216家企业,揪出毛病731条,当场改了512条,剩下的219条限期改。",
        (
            ("hazard.deadline", "219"),
            ("hazard.found", "731"),
            ("hazard.immediate", "512"),
            ("inspection.units", "216"),
        ),
    ),
    (
        "关了3家,停了5家,罚了7家。",
        (
            ("penalty.closure", "3"),
            ("penalty.fined_units", "7"),
            ("penalty.suspension", "5"),
        ),
    ),
    ("查封了2家违规储存烟花爆竹的门市。", (("penalty.seizure", "2"),)),
    ("把9家小作坊给关了。", (("penalty.closure", "9"),)),
    (
        "共立了25个案子,罚款61.2万元。",
        (
            ("penalty.case_filed", "25"),
            ("penalty.fine_amount", "612000"),
        ),
    ),
    (
        "累计排查隐患,截至6月底共1256条,已整改1203条。",
        (
            ("hazard.found", "1256"),
            ("hazard.rectified", "1203"),
        ),
    ),
    ("全县各级各部门深入排查各类隐患,累计1256条。", (("hazard.found", "1256"),)),
    ("今年罚款比去年多了23.5万元,达到118.3万元。", (("penalty.fine_amount", "1183000"),)),
    (
        "重大隐患28项,整改26项,整改率92.9%;一般隐患1820项,整改率98.6%。",
        (
            ("hazard.general_found", "1820"),
            ("hazard.general_rate", "0.986"),
            ("hazard.major_found", "28"),
            ("hazard.major_rate", "0.929"),
            ("hazard.major_rectified", "26"),
        ),
    ),
    (
        "一般隐患和重大隐患整改率分别为98.6%和92.9%。",
        (
            ("hazard.general_rate", "0.986"),
            ("hazard.major_rate", "0.929"),
        ),
    ),
    (
        "查处取缔后擅自恢复生产的17起,无证开采的12起。",
        (
            ("violation.illegal", "12"),
            ("violation.illegal", "17"),
        ),
    ),
    (
        "其中,无证生产的12起,取缔后擅自恢复生产的4起,停产整顿期间偷采的3起。",
        (
            ("violation.illegal", "3"),
            ("violation.illegal", "4"),
            ("violation.illegal", "12"),
        ),
    ),
    ("全年执法检查计划为1860家,上半年已检查1042家。", (("inspection.units", "1042"),)),
    ("本年度执法检查计划数为160家次,已完成92家次。", (("inspection.count", "92"),)),
    ("还需整改36条。", (("hazard.pending", "36"),)),
    ("尚有36条正在整改。", (("hazard.pending", "36"),)),
    (
        "派出5个督查组先后暗访商场27个。",
        (
            ("inspection.teams", "5"),
            ("inspection.units", "27"),
        ),
    ),
    (
        "由3个暗访组分赴6个乡镇,抽查企业42家。",
        (
            ("inspection.teams", "3"),
            ("inspection.units", "42"),
        ),
    ),
    ("对26座露天煤矿开展了边坡专项检查。", (("inspection.units", "26"),)),
    ("端掉非法加工窝点23处,收缴引线2万米。", (("penalty.closure", "23"),)),
    ("没收“三无”船舶6艘。", (("penalty.confiscation", "6"),)),
    ("有7家因重大隐患被挂牌督办。", (("hazard.listed", "7"),)),
    ("21名责任人受到党纪政务处分。", (("accountability.persons", "21"),)),
    ("有6名街道负责人被问责。", (("accountability.persons", "6"),)),
    ("28个典型执法案例在媒体公开曝光。", (("penalty.exposed", "28"),)),
    ("公布典型执法案例28个。", (("penalty.exposed", "28"),)),
    ("对5个街道(园区)发出黄牌警告。", (("accountability.yellow_card", "5"),)),
    ("应整改隐患215条,实际整改209条。", (("hazard.rectified", "209"),)),
    ("计划投入整改资金200万元,已落实165万元。", (("hazard.funds", "1650000"),)),
    (
        "1至6月全县共发生生产安全事故12起、死亡9人,同比分别下降14.3%和18.2%。",
        (
            ("accident.count", "12"),
            ("accident.count_yoy", "-0.143"),
            ("accident.deaths", "9"),
            ("accident.deaths_yoy", "-0.182"),
        ),
    ),
    (
        "事故起数、死亡人数、受伤人数和直接经济损失分别下降12.5%、20%、7.4%和30.6%。",
        (
            ("accident.count_yoy", "-0.125"),
            ("accident.deaths_yoy", "-0.2"),
            ("accident.injuries_yoy", "-0.074"),
            ("accident.loss_yoy", "-0.306"),
        ),
    ),
    (
        "金属与非金属矿发生事故6起、死亡7人,分别下降10.4%和上升3.5%。",
        (
            ("accident.count", "6"),
            ("accident.count_yoy", "-0.104"),
            ("accident.deaths", "7"),
            ("accident.deaths_yoy", "0.035"),
        ),
    ),
    (
        "金属与非金属矿6起、死亡7人,分别下降10.4%和上升3.5%。",
        (
            ("accident.count", "6"),
            ("accident.count_yoy", "-0.104"),
            ("accident.deaths", "7"),
            ("accident.deaths_yoy", "0.035"),
        ),
    ),
    ("火灾起数下降近两成。", (("accident.count_yoy", "-0.2"),)),
    (
        "截至6月底,全县208个村(社区)中有182个保持“零事故”,占比87.5%;1040家企事业单位中保持“零事故”的1000家,占比96.2%。",
        (
            ("zero_accident.enterprise_rate", "0.962"),
            ("zero_accident.enterprise_total", "1040"),
            ("zero_accident.enterprise_zero", "1000"),
            ("zero_accident.village_rate", "0.875"),
            ("zero_accident.village_total", "208"),
            ("zero_accident.village_zero", "182"),
        ),
    ),
    ("从4月15日起至7月20日,共检查企业128家。", (("inspection.units", "128"),)),
    (
        "4起事故结案,追责12人。",
        (
            ("accident.closed", "4"),
            ("accountability.persons", "12"),
        ),
    ),
    ("对4起事故予以结案。", (("accident.closed", "4"),)),
    (
        "道路交通65起、死亡15人,分别下降13.3%、6.3%。",
        (
            ("accident.count", "65"),
            ("accident.count_yoy", "-0.133"),
            ("accident.deaths", "15"),
            ("accident.deaths_yoy", "-0.063"),
        ),
    ),
    (
        "全县应急系统开展执法检查1260次,出动人员3420人次,发现一般隐患2311条、重大隐患15条。",
        (
            ("hazard.general_found", "2311"),
            ("hazard.major_found", "15"),
            ("inspection.count", "1260"),
            ("inspection.personnel", "3420"),
        ),
    ),
    (
        "今年来,全市工矿商贸领域共接报生产安全事故5起,致6人死亡、2人受伤。",
        (
            ("accident.count", "5"),
            ("accident.deaths", "6"),
            ("accident.injuries", "2"),
        ),
    ),
    (
        "据统计,全县现有规模以上企业186家,其中危险化学品企业21家、烟花爆竹批发企业3家。",
        (
            ("coverage.units", "3"),
            ("coverage.units", "21"),
            ("coverage.units", "186"),
        ),
    ),
    ("督促企业投入整改资金1260万元。", (("hazard.funds", "12600000"),)),
    ("5名责任人被移送司法机关追究刑事责任。", (("prosecution.criminal", "5"),)),
    ("该县18家煤矿中,有12家已完成整改,6家停产整顿。", (("penalty.suspension", "6"),)),
    (
        "累计开展应急演练56场次,参与人员8900人次。",
        (
            ("drill.count", "56"),
            ("drill.people", "8900"),
        ),
    ),
    ("出动执法车辆320台次,发放宣传单1.2万份,悬挂横幅86条。", (("publicity.materials", "12000"),)),
    (
        "现场纠正违章作业37起,责令停止使用设备12台(套)。",
        (
            ("penalty.stop_measures", "12"),
            ("violation.corrected", "37"),
        ),
    ),
    ("立案12件,同比增加3件,罚款同比增长15%。", (("penalty.case_filed", "12"),)),
    (
        "一至三季度,共发生道路交通事故23起,造成11人死亡、27人受伤,直接经济损失36.7万元。",
        (
            ("accident.count", "23"),
            ("accident.deaths", "11"),
            ("accident.injuries", "27"),
            ("accident.loss", "367000"),
        ),
    ),
    (
        "与去年同期相比,事故起数减少4起,下降14.8%;死亡人数减少3人,下降21.4%。",
        (
            ("accident.count_change", "-4"),
            ("accident.count_yoy", "-0.148"),
            ("accident.deaths_change", "-3"),
            ("accident.deaths_yoy", "-0.214"),
        ),
    ),
    (
        "其中较大事故1起,死亡3人,同比持平。",
        (
            ("accident.count_yoy", "0"),
            ("accident.deaths_yoy", "0"),
            ("accident.larger_count", "1"),
            ("accident.larger_deaths", "3"),
        ),
    ),
    ("对整改不力的6家企业负责人进行了约谈。", (("accountability.units", "6"),)),
    (
        "约谈企业负责人14人次,约谈企业9家。",
        (
            ("accountability.persons", "14"),
            ("accountability.units", "9"),
        ),
    ),
    (
        "全年问责干部21人,其中党纪处分13人、诫勉谈话8人。",
        (
            ("accountability.persons", "8"),
            ("accountability.persons", "13"),
            ("accountability.persons", "21"),
        ),
    ),
    (
        "12350举报热线共接到群众来电216个,办结210件。",
        (
            ("complaint.checked", "210"),
            ("complaint.count", "216"),
        ),
    ),
    (
        "检查工贸企业62家、危化企业31家、非煤矿山9家。",
        (
            ("inspection.units", "9"),
            ("inspection.units", "31"),
            ("inspection.units", "62"),
        ),
    ),
    (
        "排查出租房屋3.6万户,整改消防隐患5200处。",
        (
            ("hazard.rectified", "5200"),
            ("inspection.units", "36000"),
        ),
    ),
    (
        "取缔无证加油点7个,查获非法运输成品油车辆11辆。",
        (
            ("penalty.closure", "7"),
            ("violation.illegal", "11"),
        ),
    ),
    (
        "新创建三级标准化企业18家,累计达标企业145家。",
        (
            ("standard.enterprises", "145"),
            ("standard.level3", "18"),
        ),
    ),
    ("特种作业人员持证率100%。", (("training.cert_rate", "1"),)),
    ("隐患整改率98.7%,比上季度提高1.2个百分点。", (("hazard.rectification_rate", "0.987"),)),
    ("打击非法采砂船只9艘。", (("violation.illegal", "9"),)),
    (
        "收缴非法烟花爆竹1300余箱,行政拘留12人,刑事拘留3人。",
        (
            ("detention.administrative", "12"),
            ("detention.criminal", "3"),
        ),
    ),
    (
        "公安机关立刑事案件2起,采取刑事强制措施5人。",
        (
            ("prosecution.cases", "2"),
            ("prosecution.criminal", "5"),
        ),
    ),
    ("组成8个督查组,分两批对24个乡镇进行督查。", (("inspection.teams", "8"),)),
    (
        "派出工作组4个,帮扶企业38家。",
        (
            ("inspection.helped_units", "38"),
            ("inspection.teams", "4"),
        ),
    ),
    (
        "下达《责令限期整改指令书》126份、《现场处理措施决定书》18份。",
        (
            ("document.rectification_order", "126"),
            ("document.site_measures", "18"),
        ),
    ),
    (
        "暂扣安全生产许可证5家,吊销2家。",
        (
            ("penalty.licence_revoked", "2"),
            ("penalty.licence_suspended", "5"),
        ),
    ),
    (
        "警告36次,责令停产停业4家,关闭1家。",
        (
            ("penalty.closure", "1"),
            ("penalty.suspension", "4"),
            ("penalty.warning", "36"),
        ),
    ),
    (
        "实施行政处罚52起,其中事故类处罚6起。",
        (
            ("penalty.count", "52"),
            ("penalty.count_accident", "6"),
        ),
    ),
    (
        "行政处罚126次,共处罚金额278.6万元,其中事前处罚241万元。",
        (
            ("penalty.count", "126"),
            ("penalty.fine_amount", "2786000"),
            ("penalty.fine_supervision", "2410000"),
        ),
    ),
    ("上半年全市亿元GDP生产安全事故死亡率0.018,同比下降10%。", (("accident.deaths_per_100m_gdp", "0.018"),)),
    ("煤矿百万吨死亡率为0.07。", (("accident.deaths_per_mt_coal", "0.07"),)),
    ("发生火灾86起,抢救被困人员23人,疏散群众310人。", (("accident.count", "86"),)),
    (
        "查处“三超一疲劳”违法行为3120起,暂扣驾驶证18本。",
        (
            ("penalty.licence_suspended", "18"),
            ("violation.illegal", "3120"),
        ),
    ),
    (
        "检查渔船312艘次,查获违规渔船8艘。",
        (
            ("inspection.count", "312"),
            ("violation.illegal", "8"),
        ),
    ),
    ("巡查河道120公里,检查在建工地45个。", (("inspection.units", "45"),)),
    (
        "网格员队伍达到860人,排查隐患2130条。",
        (
            ("grid.personnel", "860"),
            ("hazard.found", "2130"),
        ),
    ),
    (
        "组建应急救援队伍36支、1250人。",
        (
            ("rescue.personnel", "1250"),
            ("rescue.teams", "36"),
        ),
    ),
    ("补充修订应急预案128个。", (("plan.revised", "128"),)),
    ("全市企事业单位“零事故”比例为92.6%。", (("zero_accident.enterprise_rate", "0.926"),)),
    (
        "执法人员当场开出罚单3张,共计罚款6000元。",
        (
            ("penalty.fine_amount", "6000"),
            ("penalty.fine_count", "3"),
        ),
    ),
    ("市领导带队检查安全生产28次。", (("inspection.count", "28"),)),
    ("罚没款项由上年的86万元增加到132万元。", (("penalty.fine_and_confiscation", "1320000"),)),
    ("事故起数从去年同期的18起降到12起。", (("accident.count", "12"),)),
    ("对3家重大隐患单位实施省级挂牌督办。", (("hazard.listed_province", "3"),)),
    ("第12检查组在澄阳县检查时,发现问题28个。", (("hazard.found", "28"),)),
    (
        "3月,省应急厅检查组抽查我县企业6家,反馈问题31个。",
        (
            ("hazard.found", "31"),
            ("inspection.units", "6"),
        ),
    ),
    (
        "各级党政领导带队检查1256次,检查企业3420家。",
        (
            ("inspection.count", "1256"),
            ("inspection.units", "3420"),
        ),
    ),
    ("新闻媒体刊发稿件56篇。", (("publicity.media", "56"),)),
    ("暗访发现的16个问题全部整改到位。", (("hazard.found", "16"),)),
    (
        "其中,重点执法检查企业36家,一般执法检查企业48家。",
        (
            ("inspection.units", "36"),
            ("inspection.units", "48"),
        ),
    ),
    ("截止日前,已有23家企业主动关停。", (("penalty.closure", "23"),)),
    ("全县累计关闭退出小煤矿128处(2015年以来)。", (("penalty.closure", "128"),)),
    (
        "查出的28条隐患中,23条已整改,5条限期整改。",
        (
            ("hazard.deadline", "5"),
            ("hazard.found", "28"),
            ("hazard.rectified", "23"),
        ),
    ),
    (
        "3家单位被责令停业,2家被查封,1人被行政拘留。",
        (
            ("detention.administrative", "1"),
            ("penalty.seizure", "2"),
            ("penalty.suspension", "3"),
        ),
    ),
    (
        "移送公安机关案件3起、5人。",
        (
            ("penalty.transferred", "3"),
            ("prosecution.criminal", "5"),
        ),
    ),
    (
        "一般程序处罚案件46件,简易程序处罚案件12件。",
        (
            ("penalty.ordinary", "46"),
            ("penalty.summary", "12"),
        ),
    ),
    ("责令23家企业限期整改,停产停业整顿2家。", (("penalty.suspension", "2"),)),
    ("责令限期整改隐患136条。", (("hazard.deadline", "136"),)),
    (
        "今年以来,全县累计派出执法人员1820人次,检查生产经营单位936家次,下达执法文书1120份。",
        (
            ("document.total", "1120"),
            ("inspection.count", "936"),
            ("inspection.personnel", "1820"),
        ),
    ),
    (
        '县消防救援大队共排查"九小场所"1360家,督促整改火灾隐患2140处,责令"三停"单位6家。',
        (
            ("hazard.rectified", "2140"),
            ("inspection.units", "1360"),
            ("penalty.fire_three_stops", "6"),
        ),
    ),
    (
        "全市共有煤矿38处,其中生产矿井31处、建设矿井7处。",
        (
            ("coverage.units", "7"),
            ("coverage.units", "31"),
            ("coverage.units", "38"),
        ),
    ),
    (
        '组织开展"四不两直"暗查暗访42次,曝光典型问题16个。',
        (
            ("inspection.covert", "42"),
            ("penalty.exposed", "16"),
        ),
    ),
    (
        "市安委办先后印发督办函8份、警示函5份。",
        (
            ("document.supervision_notice", "5"),
            ("document.supervision_notice", "8"),
        ),
    ),
    (
        "对排查出的6处重大隐患实行挂牌督办,目前已整改销号4处。",
        (
            ("hazard.listed", "6"),
            ("hazard.major_rectified", "4"),
        ),
    ),
    ("全年共处理安全生产投诉举报128起,处理率100%。", (("complaint.count", "128"),)),
    (
        "公安交警部门共查处各类交通违法行为2.6万起,其中酒驾312起、醉驾86起、超员128起。",
        (
            ("violation.illegal", "86"),
            ("violation.illegal", "128"),
            ("violation.illegal", "312"),
            ("violation.illegal", "26000"),
        ),
    ),
    (
        "上半年,全县共发生各类生产安全事故8起,同比下降11.1%;死亡7人,同比持平;受伤3人,同比减少2人。",
        (
            ("accident.count", "8"),
            ("accident.count_yoy", "-0.111"),
            ("accident.deaths", "7"),
            ("accident.deaths_yoy", "0"),
            ("accident.injuries", "3"),
            ("accident.injuries_change", "-2"),
        ),
    ),
    (
        '事故起数同比减少2起,死亡人数同比减少1人,实现"双下降"。',
        (
            ("accident.count_change", "-2"),
            ("accident.deaths_change", "-1"),
        ),
    ),
    (
        "道路运输事故5起、死亡4人,建筑施工事故2起、死亡2人,工贸事故1起、死亡1人。",
        (
            ("accident.count", "1"),
            ("accident.count", "2"),
            ("accident.count", "5"),
            ("accident.deaths", "1"),
            ("accident.deaths", "2"),
            ("accident.deaths", "4"),
        ),
    ),
    (
        "今年共开展应急预案演练128场,参演1.2万人次。",
        (
            ("drill.count", "128"),
            ("drill.people", "12000"),
        ),
    ),
    (
        "完成企业主要负责人和安全管理人员培训860人,特种作业人员培训320人。",
        (
            ("training.people", "860"),
            ("training.special_operators", "320"),
        ),
    ),
    ("标准化达标企业由年初的126家增加到158家。", (("standard.enterprises", "158"),)),
    (
        "开展安全生产大检查以来,全县累计成立检查组46个,检查企业1280家,排查隐患3650条,整改3512条,整改率96.2%。",
        (
            ("hazard.found", "3650"),
            ("hazard.rectification_rate", "0.962"),
            ("hazard.rectified", "3512"),
            ("inspection.teams", "46"),
            ("inspection.units", "1280"),
        ),
    ),
    (
        "共责令停产停业整顿企业12家,关闭取缔3家,罚款86.5万元,约谈企业主要负责人18人次。",
        (
            ("accountability.persons", "18"),
            ("penalty.closure", "3"),
            ("penalty.fine_amount", "865000"),
            ("penalty.suspension", "12"),
        ),
    ),
    (
        "其中:危化行业检查126家,查出隐患380条;工贸行业检查310家,查出隐患920条。",
        (
            ("hazard.found", "380"),
            ("hazard.found", "920"),
            ("inspection.units", "126"),
            ("inspection.units", "310"),
        ),
    ),
    (
        "对36家危化企业开展了专家指导服务,发现问题隐患512项。",
        (
            ("hazard.found", "512"),
            ("inspection.helped_units", "36"),
        ),
    ),
    ("三个督导组分别由县领导带队,深入12个乡镇督导检查。", (("inspection.teams", "3"),)),
    ("县委、县政府主要领导先后8次带队检查安全生产工作。", (("inspection.count", "8"),)),
    (
        "市县两级共立案326起,其中市级立案45起、县级281起。",
        (
            ("penalty.case_filed", "45"),
            ("penalty.case_filed", "281"),
            ("penalty.case_filed", "326"),
        ),
    ),
    (
        "处罚违法企业28家,罚没款合计143.6万元。",
        (
            ("penalty.fine_and_confiscation", "1436000"),
            ("penalty.units", "28"),
        ),
    ),
    (
        "吊销2家企业安全生产许可证,暂扣5家。",
        (
            ("penalty.licence_revoked", "2"),
            ("penalty.licence_suspended", "5"),
        ),
    ),
    (
        "行政拘留违法人员7人,移送司法机关2人。",
        (
            ("detention.administrative", "7"),
            ("prosecution.criminal", "2"),
        ),
    ),
    (
        "对3起瞒报事故进行了查处,给予政纪处分9人。",
        (
            ("accident.concealed", "3"),
            ("accountability.persons", "9"),
        ),
    ),
    ("全县生产安全事故死亡人数占年度控制指标的62.5%。", (("accident.control_usage", "0.625"),)),
    (
        "省下达我县的年度控制指标为16人,目前已死亡10人,占62.5%。",
        (
            ("accident.control_usage", "0.625"),
            ("accident.deaths", "10"),
        ),
    ),
    ("各乡镇共配备专职安全员86名、村级协管员312名。", (("grid.personnel", "312"),)),
    ('开展"安全生产月"咨询日活动,发放宣传资料2.3万份,接受群众咨询3600人次。', (("publicity.materials", "23000"),)),
    ("举办安全知识讲座36场,6800余名职工参加。", (("publicity.events", "36"),)),
    (
        '依法取缔"黑加油点"13个,查扣流动加油车5辆。',
        (
            ("penalty.closure", "13"),
            ("penalty.seizure", "5"),
        ),
    ),
    (
        "没收违法所得12.6万元,并处罚款38万元。",
        (
            ("penalty.confiscated_amount", "126000"),
            ("penalty.fine_amount", "380000"),
        ),
    ),
    ("事故共造成直接经济损失约2300万元。", (("accident.loss", "23000000"),)),
    (
        "企业自查隐患3860项,整改3792项;部门检查发现隐患1260项,整改1215项。",
        (
            ("hazard.found", "1260"),
            ("hazard.rectified", "1215"),
            ("hazard.rectified", "3792"),
            ("hazard.self_found", "3860"),
        ),
    ),
    ("自查自改企业2360家,隐患自查率100%。", (("inspection.self_check_units", "2360"),)),
    ("双随机抽查企业86家,抽查事项合格率92%。", (("inspection.random_units", "86"),)),
    (
        "对存在重大隐患的5家企业依法查封,对2名企业负责人实施行政拘留。",
        (
            ("detention.administrative", "2"),
            ("penalty.seizure", "5"),
        ),
    ),
    ("安全监管执法计划完成率105%。", (("inspection.plan_rate", "1.05"),)),
    ("已有168家企业投保安责险,覆盖率达92%。", (("coverage.rate", "0.92"),)),
    ("下发整改指令36份,责成有关单位整改隐患126条。", (("document.rectification_order", "36"),)),
    (
        "开展联合执法检查16次,联合检查企业68家。",
        (
            ("inspection.count", "16"),
            ("inspection.units", "68"),
        ),
    ),
    (
        "查处无证驾驶126起,暂扣机动车86辆,吊销驾驶证12本。",
        (
            ("penalty.licence_revoked", "12"),
            ("penalty.seizure", "86"),
            ("violation.illegal", "126"),
        ),
    ),
    (
        "检查客运企业36家、客运车辆1260辆,查处违规车辆18辆。",
        (
            ("inspection.units", "36"),
            ("violation.illegal", "18"),
        ),
    ),
    ("检查特种设备使用单位168家、特种设备520台。", (("inspection.units", "168"),)),
    ("共计出动1200余人次、车辆380台次对重点区域开展排查。", (("inspection.personnel", "1200"),)),
    (
        "重点检查了12家涉氨制冷企业,整改问题46项。",
        (
            ("hazard.rectified", "46"),
            ("inspection.units", "12"),
        ),
    ),
    ("去年立案36起,今年以来已立案28起。", (("penalty.case_filed", "28"),)),
    ("对事故责任单位及人员罚款共计156万元。", (("penalty.fine_amount", "1560000"),)),
    (
        "年内累计约谈乡镇政府3个、部门2个、企业18家。",
        (
            ("accountability.units", "2"),
            ("accountability.units", "3"),
            ("accountability.units", "18"),
        ),
    ),
    ("各县(市、区)共上报隐患9800余条。", (("hazard.found", "9800"),)),
    (
        "本月共检查企业96家,环比增长12%;发现隐患310条,环比下降8%。",
        (
            ("hazard.found", "310"),
            ("inspection.units", "96"),
        ),
    ),
    (
        "5月共发生事故2起,环比减少1起;1至5月累计发生9起。",
        (
            ("accident.count", "2"),
            ("accident.count", "9"),
        ),
    ),
    ("问题整改率由85%提升至97%。", (("hazard.rectification_rate", "0.97"),)),
    (
        "对3家单位予以临时查封,拘留2人。",
        (
            ("detention.administrative", "2"),
            ("penalty.seizure", "3"),
        ),
    ),
)
