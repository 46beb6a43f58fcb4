using DamInventory;
using DamInventory.Accounts;
using DamInventory.Dams;
using DamInventory.Exchange;
using DamInventory.Hydrographs;
using DamInventory.Load;
using DamInventory.Notifications;

// dotnet run --project examples/DamInventory -- load 100000: many dams; -- measure http://localhost:5000: what the pages take with them.
if (args is ["load", var count])
    return await GeneratedDams.AddAsync(count);
if (args is ["measure", var url])
    return await Measurement.RunAsync(url);

var builder = WebApplication.CreateBuilder(args);
builder.AddInventory();

var app = builder.Build();
app.UseInventoryPolicy();
app.UseStaticFiles();

var anyone = app.MapGroup("").WithLayout(Layout.Frame).AllowAnonymous();
anyone.MapLiveView("/sign-in", SignInPage.Show);
anyone.MapAction("/sign-in/try", SignInPage.SignIn);
anyone.MapLiveView("/denied", SignInPage.Denied);

var people = app.MapGroup("").WithLayout(Layout.Frame).RequireAuthorization();
people.MapAction("/sign-out", SignInPage.SignOut);
people.MapLiveView("/", HomePage.Show);
people.MapAction("/look", HomePage.Look).WithTarget("list");
people.MapAction("/open", HomePage.Open);
people.MapAction("/find", HomePage.Find);
people.MapLiveView("/dams", DamsPage.Show);
people.MapLiveView("/hydrographs/{id:long}", HydrographPage.Show);
people.MapGet(ExportFiles.CsvPath, ExportFiles.Csv);
people.MapGet(ExportFiles.GeoJsonPath, ExportFiles.GeoJson);
people.MapConsumer<NotificationsConsumer>("/ws/notifications");
people.MapConsumer<DamsConsumer>("/ws/dams");

var table = people.MapGroup("/dams/table").WithTarget("dams");
table.MapAction("/look", DamsPage.Look);
table.MapAction("/search", DamsPage.Search);
table.MapAction("/resize", DamsPage.Resize);
table.MapAction("/refresh", DamsPage.Refresh);
table.MapAction("/more", DamsPage.More);

var adders = app.MapGroup("").WithLayout(Layout.Frame).RequireAuthorization(Permissions.AddDams);
adders.MapLiveView("/dams/add", AddDamPage.Show);
adders.MapAction("/dams/add/save", AddDamPage.Add);
adders.MapLiveView("/hydrographs/assign", AssignPage.Show);
adders.MapAction("/hydrographs/assign/suggest", AssignPage.Suggest);
adders.MapAction("/hydrographs/assign/save", AssignPage.Assign).WithUploads(maxBytes: HydrographCsv.MaxBytes, maxFiles: 1, accept: ".csv");
adders.MapLiveView("/dams/import", ImportPage.Show);
adders.MapAction("/dams/import/preview", ImportPage.Preview).WithTarget("preview")
    .WithUploads(maxBytes: DamFile.MaxBytes, maxFiles: 1, accept: ".csv,.geojson,.json");
adders.MapAction("/dams/import/run", ImportPage.Run);
adders.MapConsumer<ImportConsumer>("/ws/imports/{id}");

await app.RunAsync();
return 0;
